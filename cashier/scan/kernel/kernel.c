/* The hot loops of finding a QR symbol, in plain C99: finder scan, stones, triples, lattice.
 *
 * Pictures are rows x columns without gaps, x to the right and y down, pixel centres at whole numbers. Nothing here allocates more than it frees,
 * keeps state, or reads outside the picture it was given. twin.py does the same in Python; the tests hold both to one contract. */
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif
#define PI 3.14159265358979323846
/* Columns of a list of finders; pixels across a stone in a broken rim; samples along each side of what a node looks at, room for them in a row; steps of confidence; looked at twice. */
enum { BIN = 32, LEAST_STONE = 5, MOST_LOOKS = 4, MOST_SHAPES = 128, GRAIN = 13, WIDE = 16, STEPS = 256, AGAIN = 100, MARGIN = 3, TRIED = 400 };
/* Counts up with every change of what the functions take or give: native.py refuses any other. */
EXPORT int kernel_contract(void) { return 4; }

typedef struct { const float *at; int h, w; } picture;
typedef struct { double x, y; } vec;
typedef struct { vec p, u, v; } frame; /* centre, one module along the row, one along the column */

static vec at(const frame *f, double s, double t) {
    return (vec){ f->p.x + s * f->u.x + t * f->v.x, f->p.y + s * f->u.y + t * f->v.y };
}
/* Whether five runs are those of a finder. Unless `strict`, its rim may be any wider: dark things may touch it. */
static int ratios_fit(const double *run, double slack, int strict, double *module) {
    double m = strict ? (run[0] + run[1] + run[2] + run[3] + run[4]) / 7 : (run[1] + run[2] + run[3]) / 5;
    double tolerance = slack * fmax(0.6 * m, 0.9);
    for (int i = 0; i < 5; i++) {
        double want = i == 2 ? 3 * m : m, far = run[i] - want;
        if (!strict && (i == 0 || i == 4)) far = fmin(0, far);
        if (fabs(far) > (i == 2 ? 1.5 * tolerance : tolerance)) return 0;
    }
    *module = m;
    return 1;
}
/* Walks from (x, y) both ways in steps of (dx, dy); gives the five runs and the stone's middle. */
static int cross_runs(const uint8_t *dark, int h, int w, int x, int y, int dx, int dy, int most, double *run, double *middle) {
    int end[2];
    if (x < 0 || y < 0 || x >= w || y >= h) return 0;
    for (int side = 0; side < 2; side++) {
        int sx = side ? dx : -dx, sy = side ? dy : -dy, k = 0;
        int right = sx > 0 ? w - x : sx < 0 ? x + 1 : INT_MAX, down = sy > 0 ? h - y : sy < 0 ? y + 1 : INT_MAX, room = right < down ? right : down;
        intptr_t step = (intptr_t)sy * w + sx, seen = (intptr_t)y * w + x;
        for (int part = 0; part < 3; part++) {
            int start = k, wanted = part != 1;
            for (; k < room && (dark[seen] != 0) == wanted; seen += step, k++)
                if (k - start > most) return 0;
            if (k == start) return 0;
            if (part == 0) end[side] = k;
            else run[side ? 2 + part : 2 - part] = k - start;
        }
    }
    run[2] = end[0] + end[1] - 1;
    *middle = (end[1] - end[0]) / 2.0;
    return 1;
}

static int confirmed(const uint8_t *dark, int h, int w, int strict, double *x, double *y, double *mx, double *my) {
    double run[5], shift, module;
    int most = strict ? (int)(6 * *mx) + 4 : w + h, agree = 0, ix = (int)lround(*x), iy = (int)lround(*y);
    *my = *mx;
    if (cross_runs(dark, h, w, ix, iy, 0, 1, most, run, &shift) && ratios_fit(run, 1, strict, &module) && module < 4 * *mx && *mx < 4 * module) {
        *my = module, *y = iy += (int)lround(shift), agree += 2;
        if (cross_runs(dark, h, w, ix, iy, 1, 0, most, run, &shift) && ratios_fit(run, 1, strict, &module)) *mx = module, *x = ix + shift, ix = (int)lround(*x);
        else if (strict) return 0;
    } else if (strict) return 0;
    for (int d = -1; d <= 1; d += 2)
        if (cross_runs(dark, h, w, ix, iy, 1, d, 2 * most, run, &shift) && ratios_fit(run, 1.9, strict, &module)) agree++;
    return agree >= (strict ? 3 : 2);
}
/* Finders met, and lists of them by column, one spare at either end; those that reach farther than a bin are in the last. */
typedef struct { double *out; int count, most, wide, *first, *next; } meeting;
/* Adds a hit to the first finder met that it lies in, or as a new one. */
static void remember(meeting *met, double x, double y, double mx, double my) {
    int bin = (int)x / BIN, known = met->count;
    for (int k = 0; k < 4; k++) {
        int list = k < 3 ? bin + k : met->wide;
        for (int i = met->first[list]; i >= 0; i = met->next[i]) {
            const double *f = met->out + 5 * i;
            if (i < known && fmax(fabs(f[0] - x), fabs(f[1] - y)) < .75 * (f[2] + f[3]) + .5) known = i;
        }
    }
    if (known < met->count) { met->out[5 * known + 4]++; return; }
    if (met->count == met->most) return;
    int list = .75 * (mx + my) + .5 < BIN ? bin + 1 : met->wide;
    memcpy(met->out + 5 * met->count, (double[]){ x, y, mx, my, 1 }, 5 * sizeof(double));
    met->next[met->count] = met->first[list], met->first[list] = met->count++;
}
/* dark: 0 or 255. step: rows looked at. out: rows of x, y, module across, module down, hits. */
EXPORT int find_finders(const uint8_t *dark, int h, int w, int step, int strict, double *out, int most) {
    int wide = w / BIN + 3, least = strict ? 1 : LEAST_STONE;
    meeting met = { out, 0, most, wide, malloc((wide + 1) * sizeof(int)), malloc(most * sizeof(int)) };
    if (met.first) memset(met.first, -1, (wide + 1) * sizeof(int));
    for (int y = met.first && met.next ? step / 2 : h; y < h; y += step) {
        const uint8_t *row = dark + (size_t)y * w;
        int a = 0, b = 0, c = 0, d = 0, e = 0; /* where the last runs began, newest last */
        for (int x = 0, runs = 1, began; x < w; runs++) {
            uint8_t colour = row[x];
            const uint64_t ones = 0x0101010101010101u, same = colour * ones;
            uint64_t eight;
            began = x;
            while (x + 8 <= w && (memcpy(&eight, row + x, 8), eight ^= same) == 0) x += 8;
            /* as many bytes are alike as lie below the lowest bit that differs: little-endian machines alone, native.py refuses others */
            if (x + 8 <= w) x += (int)((((eight & (0 - eight)) - 1) >> 7 & ones) * ones >> 56);
            else while (x < w && row[x] == colour) x++;
            a = b, b = c, c = d, d = e, e = began;
            /* most fail at once: no stone is narrower than the light beside it; a rim that may be any wider makes one of noise everywhere */
            if (!colour || runs < 5 || d - c < c - b || d - c < e - d || d - c < least) continue;
            double run[5] = { b - a, c - b, d - c, e - d, x - e }, mx, my, fx = (c + d - 1) / 2.0, fy = y;
            if (ratios_fit(run, 1, strict, &mx) && confirmed(dark, h, w, strict, &fx, &fy, &mx, &my)) remember(&met, fx, fy, mx, my);
        }
    }
    return free(met.first), free(met.next), met.count;
}
/* Light along a row of a frame, from s on; in loops that compilers do side by side. */
static void sample_row(const picture *g, const frame *f, double s, double step, double t, int count, float *out) {
    double right = g->w - 1.001, bottom = g->h - 1.001;
    float a[GRAIN], b[GRAIN], q[4][GRAIN];
    int ix[GRAIN], iy[GRAIN];
    for (int i = 0; i < count; i++) {
        vec p = at(f, i * step + s, t);
        double x = p.x > 0 ? p.x : 0, y = p.y > 0 ? p.y : 0; /* NaN: 0 */
        x = x < right ? x : right, y = y < bottom ? y : bottom;
        ix[i] = (int)x, iy[i] = (int)y, a[i] = (float)(x - ix[i]), b[i] = (float)(y - iy[i]);
    }
    for (int i = 0; i < count; i++) {
        const float *p = g->at + (size_t)iy[i] * g->w + ix[i];
        q[0][i] = p[0], q[1][i] = p[1], q[2][i] = p[g->w], q[3][i] = p[g->w + 1];
    }
    for (int i = 0; i < count; i++) out[i] = (1 - b[i]) * ((1 - a[i]) * q[0][i] + a[i] * q[1][i]) + b[i] * ((1 - a[i]) * q[2][i] + a[i] * q[3][i]);
}

static float sample(const picture *g, double x, double y) {
    float light;
    return sample_row(g, &(frame){ { x, y }, { 0, 0 }, { 0, 0 } }, 0, 0, 0, 1, &light), light;
}
/* Looks of the pattern, sharp and blurred: count x 7 x 7, mean 0, length 1, dark positive. */
typedef struct { const float *table; int count; } looks;

static double likeness(const picture *g, const looks *known, frame f, double scale) {
    double sum = 0, square = 0, both[MOST_LOOKS] = { 0 }, best = -1;
    for (int k = 0; k < 49; k++) {
        vec q = at(&f, (k % 7 - 3) * scale, (k / 7 - 3) * scale);
        double v = sample(g, q.x, q.y);
        sum += v, square += v * v;
        for (int l = 0; l < known->count; l++) both[l] -= v * known->table[49 * l + k];
    }
    double spread = sqrt(fmax(0, square / 49 - sum / 49 * sum / 49));
    for (int l = 0; l < known->count; l++) best = fmax(best, both[l] / (7 * (spread + 0.7)));
    return best;
}
/* The frame of a shape, its row turned by `angle` in the shape's own square. */
static frame turned(const double *shape, double angle) {
    double a = shape[2], b = shape[3], c = shape[4], k = cos(angle), s = sin(angle);
    return (frame){ { shape[0], shape[1] }, { a * k + b * s, b * k + c * s }, { b * k - a * s, c * k - b * s } };
}
/* Second moments of the dark 3 x 3 in the middle of a finder. finder: x, y, module across, module down, hits.
 * shape: x, y, the symmetric matrix (xx, xy, yy) that turns the unit square into one module, likeness. */
static int stone(const picture *g, const double *finder, double *shape) {
    double mx = finder[2], my = finder[3], light = 0, low = 0;
    if (!(mx > 0 && mx < 9999 && my > 0 && my < 9999 && finder[0] > -.5 && finder[1] > -.5 && finder[0] < g->w - .5 && finder[1] < g->h - .5)) return 0;
    int x0 = (int)lround(finder[0]), y0 = (int)lround(finder[1]);
    for (int i = -1; i <= 1; i++)
        for (int j = -1; j <= 1; j++) {
            low += sample(g, finder[0] + .5 * i * mx, finder[1] + .5 * j * my) / 9;
            if (abs(i) + abs(j) == 1) light += sample(g, x0 + 2 * i * mx, y0 + 2 * j * my) / 4;
        }
    double middle = (low + light) / 2, sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0;
    int rx = (int)(3.5 * mx) + 2, ry = (int)(3.5 * my) + 2, side = 2 * rx + 1, area = 0, top = 0;
    size_t cells = (size_t)side * (2 * ry + 1);
    if (light - low < 2 || cells > 4000000) return 0;
    uint8_t *seen = calloc(cells, 1);
    int *stack = malloc(cells * 4 * sizeof(int)), leaked = !seen || !stack;
    if (!leaked) stack[top++] = ry * side + rx;
    while (top && !leaked) {
        int c = stack[--top], i = c % side - rx, j = c / side - ry;
        if (seen[c] || x0 + i < 0 || y0 + j < 0 || x0 + i >= g->w || y0 + j >= g->h) continue;
        seen[c] = 1;
        if (g->at[(size_t)(y0 + j) * g->w + x0 + i] > middle) continue;
        leaked = abs(i) >= rx || abs(j) >= ry;
        area++, sx += i, sy += j, sxx += i * i, sxy += i * j, syy += j * j;
        stack[top++] = c - 1, stack[top++] = c + 1, stack[top++] = c - side, stack[top++] = c + side;
    }
    free(seen), free(stack);
    if (leaked || area < 4) return 0;
    sx /= area, sy /= area, sxx = sxx / area - sx * sx + 1 / 12.0, sxy = sxy / area - sx * sy, syy = syy / area - sy * sy + 1 / 12.0;
    double root = sqrt(fmax(1e-9, sxx * syy - sxy * sxy)), k = sqrt(12) / 3 / sqrt(sxx + syy + 2 * root);
    memcpy(shape, (double[]){ x0 + sx, y0 + sy, k * (sxx + root), k * sxy, k * (syy + root) }, 5 * sizeof(double));
    return 1;
}
/* finders: rows as find_finders gives them; shapes: rows of six numbers, see above. */
EXPORT void measure_shapes(const float *grey, int h, int w, const double *finders, int count, const float *table, int tables, double *shapes) {
    picture g = { grey, h, w }; looks known = { table, tables };
    for (int n = 0; n < count; n++, finders += 5, shapes += 6) {
        memcpy(shapes, (double[]){ finders[0], finders[1], finders[2], 0, finders[3], -1 }, 6 * sizeof(double));
        stone(&g, finders, shapes);
        for (int i = 0; i < 6; i++) shapes[5] = fmax(shapes[5], likeness(&g, &known, turned(shapes, i * PI / 12), 1));
    }
}
/* The frame of a finder whose row runs along `along` (or whose column does, when `column`). */
static frame frame_of(const double *shape, vec along, int column) {
    double a = shape[2], b = shape[3], c = shape[4], det = a * c - b * b;
    double angle = atan2((a * along.y - b * along.x) / det, (c * along.x - b * along.y) / det);
    return turned(shape, column ? angle - PI / 2 : angle);
}

static double best_likeness(const picture *g, const looks *known, frame *f) {
    double best = -1, by = 1;
    for (int s = 0; s < 3; s++) {
        double scale = s == 0 ? 1 : s == 1 ? .85 : 1.18, l = likeness(g, known, *f, scale);
        if (l > best) best = l, by = scale;
    }
    f->u.x *= by, f->u.y *= by, f->v.x *= by, f->v.y *= by;
    return best;
}

typedef struct { double cost; int order, a, b, c; } triple;
static int cheaper(const void *a, const void *b) {
    const triple *x = a, *y = b;
    return x->cost != y->cost ? (x->cost > y->cost) - (x->cost < y->cost) : x->order - y->order;
}

typedef struct { double x, y, module; } place; /* where, and how large a module is there */
/* How unlike the finders of one symbol three places are, as a whole number; -1: they cannot be. lb, lc: how far b and c are from a. */
static double unlikeness(const place *a, const place *b, const place *c, double lb, double lc) {
    vec ab = { b->x - a->x, b->y - a->y }, ac = { c->x - a->x, c->y - a->y };
    double rb = b->module / a->module, rc = c->module / a->module, least = fmin(a->module, fmin(b->module, c->module)), most = 200 * a->module;
    if (!(rb >= .45 && rb <= 2.2 && rc >= .45 && rc <= 2.2 && ab.x * ac.y > ab.y * ac.x)) return -1; /* NaN neither */
    double cosine = fabs((ab.x * ac.x + ab.y * ac.y) / (lb * lc)), leg = lb > lc ? lb / lc : lc / lb;
    if (!(cosine <= .75 && leg <= 5 && lb >= 5 * least && lc >= 5 * least && lb <= most && lc <= most)) return -1;
    return floor(1e9 * (cosine + log(leg) + fabs(log(rb)) + fabs(log(rc)))); /* the last bits are not the same everywhere */
}
/* The triples that are least unlike, TRIED at the most and in order; `all` has room for twice as many. */
static int likely(const double *shapes, int n, triple *all) {
    place at[MOST_SHAPES];
    double far[MOST_SHAPES], worst = HUGE_VAL;
    int found = 0, order = 0;
    for (int i = 0; i < n; i++, shapes += 6) at[i] = (place){ shapes[0], shapes[1], sqrt(fabs(shapes[2] * shapes[4] - shapes[3] * shapes[3])) };
    for (int a = 0; a < n; a++) {
        for (int b = 0; b < n; b++) far[b] = hypot(at[b].x - at[a].x, at[b].y - at[a].y);
        for (int b = 0; b < n; b++)
            for (int c = 0; c < n; c++) {
                double cost = a == b || b == c || a == c ? -1 : unlikeness(at + a, at + b, at + c, far[b], far[c]);
                if (cost >= 0 && cost <= worst) all[found++] = (triple){ cost, order++, a, b, c };
                if (found == 2 * TRIED) qsort(all, found, sizeof *all, cheaper), found = TRIED, worst = all[TRIED - 1].cost;
            }
    }
    qsort(all, found, sizeof *all, cheaper);
    return found < TRIED ? found : TRIED;
}
/* shapes: rows as measure_shapes gives them, best first: the first 128 count. out: rows of likeness, three indices (corner, along the row, along
 * the column) and the three frames (p, u, v). Mirrored symbols come transposed. */
EXPORT int find_triples(const float *grey, int h, int w, const double *shapes, int n, const float *table, int tables, double least, double *out, int most) {
    picture g = { grey, h, w }; looks known = { table, tables };
    triple *all = malloc(2 * TRIED * sizeof *all);
    int kept = 0, found = all ? likely(shapes, n < MOST_SHAPES ? n : MOST_SHAPES, all) : 0;
    for (int i = 0; i < found && kept < most; i++) {
        const double *a = shapes + 6 * all[i].a, *b = shapes + 6 * all[i].b, *c = shapes + 6 * all[i].c;
        vec row = { b[0] - a[0], b[1] - a[1] }, column = { c[0] - a[0], c[1] - a[1] };
        frame f[3] = { frame_of(a, row, 0), frame_of(b, row, 0), frame_of(c, column, 1) };
        double worst = 1;
        for (int k = 0; k < 3 && worst > least; k++) worst = fmin(worst, best_likeness(&g, &known, f + k));
        if (worst <= least) continue;
        double *r = out + 22 * kept++;
        r[0] = worst, r[1] = all[i].a, r[2] = all[i].b, r[3] = all[i].c, memcpy(r + 4, f, sizeof f);
    }
    return free(all), kept;
}

typedef struct { frame f; double confidence; int known, seen, next; } node;
typedef struct { picture g; int wide, best, bends, waiting[STEPS]; node *nodes; double reach, step, prior; float weight[2][GRAIN][3][WIDE]; } lattice;

static int known_near(const lattice *l, const node *n) {
    int count = 0;
    for (int j = -2; j <= 2; j++)
        for (int i = -2; i <= 2; i++) count += n[j * l->wide + i].known;
    return count;
}

static void predict(const lattice *l, node *n) {
    double total = 0;
    frame sum = { { 0, 0 }, { 0, 0 }, { 0, 0 } };
    for (int j = -2; j <= 2; j++)
        for (int i = -2; i <= 2; i++) {
            const node *k = n + j * l->wide + i;
            if (!k->known) continue;
            double d = i * i + j * j, wt = (k->confidence * k->confidence + 1e-4) / (d * d);
            vec p = at(&k->f, -i, -j);
            sum.p.x += wt * p.x, sum.p.y += wt * p.y, sum.u.x += wt * k->f.u.x, sum.u.y += wt * k->f.u.y, sum.v.x += wt * k->f.v.x, sum.v.y += wt * k->f.v.y;
            total += wt;
        }
    n->f = (frame){ { sum.p.x / total, sum.p.y / total }, { sum.u.x / total, sum.u.y / total }, { sum.v.x / total, sum.v.y / total } };
}
/* Phase of the module grid around a predicted centre: moves it there, returns how sure. */
static double settle(const lattice *l, frame *f) {
    float v[GRAIN + 1][WIDE + 1] = { { 0 } }, low = 1e9f, high = -1e9f;
    double shift[2], sure[2];
    for (int j = 0; j < GRAIN; j++) {
        sample_row(&l->g, f, -l->reach, l->step, j * l->step - l->reach, GRAIN, v[j]);
        for (int i = 0; i < GRAIN; i++) low = v[j][i] < low ? v[j][i] : low, high = v[j][i] > high ? v[j][i] : high;
    }
    for (int axis = 0; axis < 2; axis++) {
        float sums[3][WIDE] = { { 0 } }, total[3] = { 0 }; /* by column, so that columns are added side by side */
        for (int j = 0; j < GRAIN; j++)
            for (int i = 0; i < WIDE; i++) {
                float rise = fabsf(v[j + axis][i + !axis] - v[j][i]);
                for (int k = 0; k < 3; k++) sums[k][i] += rise * l->weight[axis][j][k][i];
            }
        for (int i = 0; i < 3 * WIDE; i++) total[i / WIDE] += sums[i / WIDE][i % WIDE];
        shift[axis] = atan2(total[1], total[0]) / (2 * PI);
        sure[axis] = hypot(total[0], total[1]) / (total[2] + 1e-6) * (high - low < 12 ? (high - low) / 12.0 : 1);
    }
    double c = fmin(sure[0], sure[1]), far = fmax(fabs(shift[0]), fabs(shift[1]));
    for (int axis = 0; axis < 2; axis++) shift[axis] = fmax(-.3, fmin(.3, shift[axis] * fmin(1, 1.6 * sure[axis])));
    f->p = at(f, shift[0], shift[1]);
    return c * (1 - 1.5 * far);
}
/* Bends a node's frame to a surface through the known nodes around: of first order (2 terms), of second (5), or of second and moved there (6). */
static inline void bend(const lattice *l, node *n, int reach, int terms) {
    frame *f = &n->f;
    double a[6][8] = { { 0 } };
    for (int j = -reach; j <= reach; j++)
        for (int i = -reach; i <= reach; i++) {
            const node *k = n + j * l->wide + i;
            if (!k->known || k == n) continue;
            vec p = at(f, i, j);
            double wt = (k->confidence > .02 ? k->confidence : .02) / (i * i + j * j), row[8] = { i, j, i * i / 2.0, i * j, j * j / 2.0, 1 };
            row[terms] = k->f.p.x - p.x, row[terms + 1] = k->f.p.y - p.y;
            for (int r = 0; r < terms; r++)
                for (int c = r; c < terms + 2; c++) a[r][c] += wt * row[r] * row[c];
        }
    for (int r = 0; r < terms; r++) a[r][r] += r < 5 ? l->prior : 1e-6;
    for (int r = 0; r < terms; r++)
        for (int k = 0; k < terms; k++) { /* the lower half is as the upper one until its row is done, and never kept */
            double by = (k < r ? a[k][r] : a[r][k]) / a[r][r];
            for (int c = k > r ? k : r + 1; c < terms + 2 && k != r; c++) a[k][c] -= by * a[r][c];
        }
    f->u.x += a[0][terms] / a[0][0], f->u.y += a[0][terms + 1] / a[0][0], f->v.x += a[1][terms] / a[1][1], f->v.y += a[1][terms + 1] / a[1][1];
    if (terms > 5) f->p.x += a[5][6] / a[5][5], f->p.y += a[5][7] / a[5][5];
}

static void look(lattice *l, node *n) {
    n->seen = known_near(l, n), predict(l, n);
    if (l->bends) bend(l, n, 2, 6);
    n->confidence = settle(l, &n->f);
    int step = (int)fmax(0, fmin(STEPS - 1, n->confidence * STEPS));
    n->next = l->waiting[step], l->waiting[step] = (int)(n - l->nodes);
    if (step > l->best) l->best = step;
}

static void set(lattice *l, node *n) {
    n->known = 1;
    l->bends ? bend(l, n, 3, 5) : bend(l, n, 3, 2);
    int beside[4] = { 1, -1, l->wide, -l->wide };
    for (int k = 0; k < 4; k++)
        if (!n[beside[k]].known && !n[beside[k]].seen) look(l, n + beside[k]);
}
/* bell: how far a node looks, in modules; prior: how much its basis clings to the prediction; bends: whether that is of second order.
 * seeds: rows of column, row, p, u, v (8 numbers). nodes: rows x columns x 3 of x, y, confidence (-1: unknown). */
EXPORT int grow_lattice(const float *grey, int h, int w, const double *seeds, int count, int rows, int columns, double bell, double prior, int bends, double *out) {
    int wide = columns + 2 * MARGIN, high = rows + 2 * MARGIN, known = 0;
    lattice l = { { grey, h, w }, wide, -1, bends, { 0 }, calloc((size_t)high * wide, sizeof(node)), 2 * bell, 4 * bell / (GRAIN - 1), prior, { { { { 0 } } } } };
    if (!l.nodes) return 0;
    memset(l.waiting, -1, sizeof l.waiting);
    for (int i = 0; i < high * wide; i++) l.nodes[i].seen = i / wide < MARGIN || i / wide >= MARGIN + rows || i % wide < MARGIN || i % wide >= MARGIN + columns;
    for (int j = 0; j < GRAIN; j++)
        for (int i = 0; i < GRAIN - 1; i++) {
            double s = (i + .5) * l.step - l.reach, t = j * l.step - l.reach, k = exp(-(s * s + t * t) / (2 * bell * bell)), turn = 2 * PI * (s - .5);
            double tells[3] = { k * cos(turn), k * sin(turn), k };
            for (int n = 0; n < 3; n++) l.weight[0][j][n][i] = l.weight[1][i][n][j] = (float)tells[n];
        }
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < count; i++) {
            const double *s = seeds + 8 * i;
            if (!(s[0] >= 0 && s[1] >= 0 && s[0] < columns && s[1] < rows)) continue;
            node *n = l.nodes + ((size_t)s[1] + MARGIN) * wide + (size_t)s[0] + MARGIN;
            if (pass) set(&l, n);
            else memcpy(&n->f, s + 2, sizeof n->f), n->confidence = 1, n->known = n->seen = 1;
        }
    while (l.best >= 0) {
        int index = l.waiting[l.best]; /* the surest of those looked at and not yet set */
        if (index < 0) { l.best--; continue; }
        node *n = l.nodes + index;
        l.waiting[l.best] = n->next;
        if (n->seen < AGAIN && known_near(&l, n) > n->seen + 2) look(&l, n), n->seen += AGAIN; /* more is known around it by now: once */
        else if (n->f.p.x > -4 && n->f.p.y > -4 && n->f.p.x < w + 3 && n->f.p.y < h + 3) set(&l, n);
    }
    for (int y = 0; y < rows; y++)
        for (int x = 0; x < columns; x++, out += 3) {
            const node *n = l.nodes + (size_t)(y + MARGIN) * wide + x + MARGIN;
            out[0] = n->f.p.x, out[1] = n->f.p.y, out[2] = n->known ? n->confidence : -1, known += n->known;
        }
    return free(l.nodes), known;
}
