"""Reports as files for other programs: CSV, XLSX and JSON. Reads only; never holds up the till."""
