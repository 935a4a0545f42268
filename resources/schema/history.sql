-- What the steps of cashier/history/migrations make of an empty file, written down, so that a new
-- history is made without them. tests/unit/history/test_migrate.py compares the two.

CREATE TABLE meta (
	name TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (name)
);

CREATE TABLE events (
	seq INTEGER NOT NULL,
	case_id TEXT,
	kind TEXT NOT NULL,
	at TEXT NOT NULL,
	body TEXT NOT NULL,
	prev_hash TEXT NOT NULL,
	hash TEXT NOT NULL,
	PRIMARY KEY (seq),
	CONSTRAINT events_seq_positive CHECK (seq > 0)
);

CREATE INDEX events_case_id ON events (case_id, seq);

CREATE TABLE shifts (
	id TEXT NOT NULL,
	opened_seq INTEGER NOT NULL,
	opened_at TEXT NOT NULL,
	opened_by TEXT NOT NULL,
	closed_at TEXT,
	closed_by TEXT,
	note TEXT NOT NULL, handed_to TEXT DEFAULT '' NOT NULL, payments INTEGER, open_cases TEXT DEFAULT '[]' NOT NULL,
	PRIMARY KEY (id)
);

CREATE INDEX shifts_opened_seq ON shifts (opened_seq);

CREATE TABLE cases (
	case_id TEXT NOT NULL,
	opened_seq INTEGER NOT NULL,
	opened_at TEXT NOT NULL,
	closed_at TEXT,
	shift_id TEXT,
	till TEXT NOT NULL,
	cashier TEXT NOT NULL,
	amount_fen INTEGER,
	order_tail TEXT NOT NULL,
	method_failed TEXT NOT NULL,
	method_switched TEXT NOT NULL,
	method_paid TEXT NOT NULL,
	cause_kept TEXT NOT NULL,
	side TEXT NOT NULL,
	outcome TEXT NOT NULL,
	mood TEXT NOT NULL,
	state TEXT NOT NULL,
	waited_s FLOAT,
	overridden BOOLEAN NOT NULL,
	open BOOLEAN NOT NULL, said_s FLOAT,
	PRIMARY KEY (case_id)
);

CREATE INDEX cases_opened_seq ON cases (opened_seq);

CREATE INDEX cases_shift_id ON cases (shift_id);

CREATE INDEX cases_open ON cases (open);

CREATE TABLE shift_counts (
	shift_id TEXT NOT NULL,
	cause TEXT NOT NULL,
	times INTEGER NOT NULL, confirmed INTEGER DEFAULT '0' NOT NULL,
	PRIMARY KEY (shift_id, cause),
	FOREIGN KEY(shift_id) REFERENCES shifts (id)
);

CREATE TRIGGER events_no_update BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

CREATE TRIGGER events_in_order BEFORE INSERT ON events
        WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM events)
          OR NEW.prev_hash IS NOT coalesce(
               (SELECT hash FROM events ORDER BY seq DESC LIMIT 1), NEW.prev_hash)
        BEGIN SELECT RAISE(ABORT, 'events are appended in order'); END;

CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE INDEX events_kind ON events (kind, seq);

CREATE TABLE shown (
	case_seq INTEGER NOT NULL,
	place TEXT NOT NULL,
	script TEXT NOT NULL,
	version TEXT NOT NULL,
	PRIMARY KEY (case_seq, place)
);

CREATE INDEX shown_script ON shown (script, case_seq);

CREATE TABLE texts (
	seq INTEGER NOT NULL,
	case_seq INTEGER NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (seq)
);

CREATE INDEX texts_case_seq ON texts (case_seq);

CREATE VIRTUAL TABLE texts_index USING fts5(
        text, content='texts', content_rowid='seq', tokenize='trigram case_sensitive 1');

CREATE TABLE beside (
	seq INTEGER NOT NULL,
	case_id TEXT,
	salt TEXT NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (seq)
);

CREATE INDEX beside_case_id ON beside (case_id);

CREATE TABLE trimmed (
	through_seq INTEGER NOT NULL,
	hash TEXT NOT NULL,
	PRIMARY KEY (through_seq)
);

CREATE TRIGGER events_no_delete BEFORE DELETE ON events
    WHEN OLD.seq > coalesce((SELECT max(through_seq) FROM trimmed), 0)
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

CREATE INDEX cases_charted ON cases (opened_at, outcome, cause_kept, amount_fen, waited_s, method_switched, method_paid);

INSERT INTO alembic_version (version_num) VALUES ('0005');

PRAGMA application_id = 1128354632;
