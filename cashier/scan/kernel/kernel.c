/* The hot loops of finding a QR symbol, in plain C99: finder scan, stones, triples, refinement, lattice.
 *
 * Pictures are rows x columns without gaps, x to the right and y down, pixel centres at whole numbers.
 * Nothing here allocates more than it frees, keeps state, or reads outside the picture it was given.
 * twin.py does the same in Python; the tests hold both to one contract.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define PI 3.14159265358979323846

typedef struct { double x, y; } vec;
typedef struct { vec p, u, v; } frame; /* centre, one module along the row, one along the column */

static double cross(vec a, vec b) { return a.x * b.y - a.y * b.x; }
static double dot(vec a, vec b) { return a.x * b.x + a.y * b.y; }
static double length(vec a) { return sqrt(dot(a, a)); }
static vec at(const frame *f, double s, double t) {
    vec r = { f->p.x + s * f->u.x + t * f->v.x, f->p.y + s * f->u.y + t * f->v.y };
    return r;
}

/* ------------------------------------------------------------------ finder scan */

/* Whether five runs are those of a finder. Its rim may be broken or run into what lies around it: unless `strict`,
 * only a sliver of it need be there. */
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
    for (int side = 0; side < 2; side++) {
        int sx = side ? dx : -dx, sy = side ? dy : -dy, k = 0;
        for (int part = 0; part < 3; part++) {
            int start = k, wanted = part != 1;
            for (;; k++) {
                int px = x + sx * k, py = y + sy * k;
                if (px < 0 || py < 0 || px >= w || py >= h) {
                    if (part < 2 || k == start) return 0;
                    break;
                }
                if ((dark[(size_t)py * w + px] != 0) != wanted) break;
                if (k - start > most) return 0;
            }
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

/* dark: 0 or 255. step: rows looked at. out: rows of x, y, module across, module down, hits. */
int find_finders(const uint8_t *dark, int h, int w, int step, int strict, double *out, int most) {
    int count = 0;
    for (int y = step / 2; y < h; y += step) {
        const uint8_t *row = dark + (size_t)y * w;
        int start[6] = { 0 }, x = 0, runs = 0; /* start of the last runs, newest last */
        uint8_t colour = row[0];
        while (x < w) {
            uint64_t eight, same;
            memset(&same, colour, 8);
            while (x + 8 <= w && (memcpy(&eight, row + x, 8), eight == same)) x += 8;
            while (x < w && row[x] == colour) x++;
            memmove(start, start + 1, 5 * sizeof(int));
            start[5] = x;
            runs++;
            if (colour && runs >= 5) {
                double run[5], mx, my, fx, fy = y;
                for (int i = 0; i < 5; i++) run[i] = start[i + 1] - start[i];
                if (ratios_fit(run, 1, strict, &mx) && (fx = (start[2] + start[3] - 1) / 2.0, confirmed(dark, h, w, strict, &fx, &fy, &mx, &my))) {
                    int i;
                    for (i = 0; i < count; i++) {
                        double *f = out + 5 * i, reach = 1.5 * (f[2] + f[3]) / 2 + 0.5;
                        if (fabs(f[0] - fx) < reach && fabs(f[1] - fy) < reach) {
                            double k = ++f[4];
                            f[0] += (fx - f[0]) / k, f[1] += (fy - f[1]) / k, f[2] += (mx - f[2]) / k, f[3] += (my - f[3]) / k;
                            break;
                        }
                    }
                    if (i == count && count < most) {
                        double found[5] = { fx, fy, mx, my, 1 };
                        memcpy(out + 5 * count++, found, sizeof found);
                    }
                }
            }
            if (x < w) colour = row[x];
        }
    }
    return count;
}

/* ------------------------------------------------------------------ stones */

static double pixel(const uint8_t *g, int h, int w, double x, double y) {
    if (!(x > 0)) x = 0;
    if (!(y > 0)) y = 0;
    if (x > w - 1.001) x = w - 1.001;
    if (y > h - 1.001) y = h - 1.001;
    int ix = (int)x, iy = (int)y;
    double a = x - ix, b = y - iy;
    const uint8_t *q = g + (size_t)iy * w + ix;
    return (1 - b) * ((1 - a) * q[0] + a * q[1]) + b * ((1 - a) * q[w] + a * q[w + 1]);
}

/* ------------------------------------------------------------------ likeness to the finder pattern */

static int template_dark(int i, int j) { /* -3..3 */
    int r = abs(i) > abs(j) ? abs(i) : abs(j);
    return r != 2;
}

static double likeness(const uint8_t *g, int h, int w, const frame *f, double scale) {
    double n = 49, sum = 0, square = 0, both = 0, dark = 33; /* 33 of 49 modules are dark */
    for (int j = -3; j <= 3; j++)
        for (int i = -3; i <= 3; i++) {
            vec q = at(f, i * scale, j * scale);
            double v = pixel(g, h, w, q.x, q.y);
            sum += v, square += v * v;
            if (template_dark(i, j)) both += v;
        }
    double spread = sqrt(fmax(0, square / n - sum / n * sum / n)), mean = dark / n;
    return -(both / n - mean * sum / n) / ((spread + 0.7) * sqrt(mean - mean * mean));
}

/* The frame of a shape, its row turned by `angle` in the shape's own square. */
static frame turned(const double *shape, double angle) {
    double a = shape[2], b = shape[3], c = shape[4], k = cos(angle), s = sin(angle);
    frame f = { { shape[0], shape[1] }, { a * k + b * s, b * k + c * s }, { b * k - a * s, c * k - b * s } };
    return f;
}

/* Second moments of the dark 3 x 3 in the middle of a finder. finder: x, y, module across, module down, hits.
 * shape: x, y, the symmetric matrix (xx, xy, yy) that turns the unit square into one module, likeness. */
static int stone(const uint8_t *g, int h, int w, const double *finder, double *shape) {
    double mx = finder[2], my = finder[3], light = 0, low = 0;
    int x0 = (int)lround(finder[0]), y0 = (int)lround(finder[1]);
    for (int i = -1; i <= 1; i++)
        for (int j = -1; j <= 1; j++) low += pixel(g, h, w, finder[0] + .5 * i * mx, finder[1] + .5 * j * my) / 9;
    light = (pixel(g, h, w, x0 - 2 * mx, y0) + pixel(g, h, w, x0 + 2 * mx, y0) + pixel(g, h, w, x0, y0 - 2 * my) + pixel(g, h, w, x0, y0 + 2 * my)) / 4;
    double middle = (low + light) / 2;
    int rx = (int)(3.5 * mx) + 2, ry = (int)(3.5 * my) + 2, side = 2 * rx + 1, area = 0;
    size_t cells = (size_t)side * (2 * ry + 1);
    if (light - low < 2 || x0 < 0 || y0 < 0 || x0 >= w || y0 >= h || cells > 4000000) return 0;
    uint8_t *seen = calloc(cells, 1);
    int *stack = malloc(cells * 4 * sizeof(int)), top = 0;
    double sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0;
    int leaked = !seen || !stack;
    if (!leaked) stack[top++] = ry * side + rx;
    while (top && !leaked) {
        int c = stack[--top], i = c % side - rx, j = c / side - ry;
        if (seen[c] || x0 + i < 0 || y0 + j < 0 || x0 + i >= w || y0 + j >= h) continue;
        seen[c] = 1;
        if (g[(size_t)(y0 + j) * w + x0 + i] > middle) continue;
        if (abs(i) >= rx || abs(j) >= ry) { leaked = 1; break; }
        area++;
        sx += i, sy += j, sxx += i * i, sxy += i * j, syy += j * j;
        stack[top++] = c - 1, stack[top++] = c + 1, stack[top++] = c - side, stack[top++] = c + side;
    }
    free(seen);
    free(stack);
    if (leaked || area < 4) return 0;
    sx /= area, sy /= area;
    sxx = sxx / area - sx * sx + 1 / 12.0, sxy = sxy / area - sx * sy, syy = syy / area - sy * sy + 1 / 12.0;
    double root = sqrt(fmax(1e-9, sxx * syy - sxy * sxy)), k = sqrt(12) / 3 / sqrt(sxx + syy + 2 * root);
    double found[5] = { x0 + sx, y0 + sy, k * (sxx + root), k * sxy, k * (syy + root) };
    memcpy(shape, found, sizeof found);
    return 1;
}

void measure_shape(const uint8_t *g, int h, int w, const double *finder, double *shape) {
    double plain[5] = { finder[0], finder[1], finder[2], 0, finder[3] };
    if (!stone(g, h, w, finder, shape)) memcpy(shape, plain, sizeof plain);
    shape[5] = -1;
    for (int i = 0; i < 6; i++) {
        frame f = turned(shape, i * PI / 12);
        shape[5] = fmax(shape[5], likeness(g, h, w, &f, 1));
    }
}

/* ------------------------------------------------------------------ triples */

/* The frame of a finder whose row runs along `along` (or whose column does, when `column`). */
static frame frame_of(const double *shape, vec along, int column) {
    double a = shape[2], b = shape[3], c = shape[4], det = a * c - b * b;
    vec e = { (c * along.x - b * along.y) / det, (a * along.y - b * along.x) / det };
    double k = length(e);
    e.x /= k, e.y /= k;
    vec p = { -e.y, e.x };
    if (column) { vec q = { e.y, -e.x }; p = e; e = q; }
    frame f = { { shape[0], shape[1] }, { a * e.x + b * e.y, b * e.x + c * e.y }, { a * p.x + b * p.y, b * p.x + c * p.y } };
    return f;
}

static double best_likeness(const uint8_t *g, int h, int w, frame *f) {
    static const double scales[3] = { 1.0, 0.85, 1.18 };
    double best = -1, by = 1;
    for (int s = 0; s < 3; s++) {
        double l = likeness(g, h, w, f, scales[s]);
        if (l > best) best = l, by = scales[s];
    }
    f->u.x *= by, f->u.y *= by, f->v.x *= by, f->v.y *= by;
    return best;
}

typedef struct { double cost; int a, b, c; } triple;
static int cheaper(const void *a, const void *b) {
    double d = ((const triple *)a)->cost - ((const triple *)b)->cost;
    return d < 0 ? -1 : d > 0;
}

static int plausible(const double *a, const double *b, const double *c, double *cost) {
    vec ab = { b[0] - a[0], b[1] - a[1] }, ac = { c[0] - a[0], c[1] - a[1] };
    double lb = length(ab), lc = length(ac), cosine, leg;
    double ma = sqrt(fabs(a[2] * a[4] - a[3] * a[3])), mb = sqrt(fabs(b[2] * b[4] - b[3] * b[3])), mc = sqrt(fabs(c[2] * c[4] - c[3] * c[3]));
    double rb = mb / ma, rc = mc / ma, least = fmin(ma, fmin(mb, mc));
    if (rb < .45 || rb > 2.2 || rc < .45 || rc > 2.2 || cross(ab, ac) <= 0) return 0;
    cosine = fabs(dot(ab, ac) / (lb * lc));
    leg = lb > lc ? lb / lc : lc / lb;
    if (cosine > .75 || leg > 5 || lb < 5 * least || lc < 5 * least || lb > 200 * ma || lc > 200 * ma) return 0;
    *cost = cosine + log(leg) + fabs(log(rb)) + fabs(log(rc));
    return 1;
}

/* shapes: rows as measure_stone gives them. out: rows of likeness, three indices (corner, along the row, along
 * the column) and the three frames (p, u, v). Mirrored symbols come transposed. */
int find_triples(const uint8_t *g, int h, int w, const double *shapes, int n, double least, double *out, int most) {
    triple *all = malloc(sizeof(triple) * (size_t)(n > 0 ? n * n * n : 1));
    int found = 0, kept = 0;
    for (int a = 0; all && a < n; a++)
        for (int b = 0; b < n; b++)
            for (int c = 0; c < n; c++) {
                triple t = { 0, a, b, c };
                if (a != b && b != c && a != c && plausible(shapes + 6 * a, shapes + 6 * b, shapes + 6 * c, &t.cost)) all[found++] = t;
            }
    if (all) qsort(all, found, sizeof *all, cheaper);
    for (int i = 0; i < found && i < 400 && kept < most; i++) {
        const double *a = shapes + 6 * all[i].a, *b = shapes + 6 * all[i].b, *c = shapes + 6 * all[i].c;
        vec row = { b[0] - a[0], b[1] - a[1] }, column = { c[0] - a[0], c[1] - a[1] };
        frame f[3] = { frame_of(a, row, 0), frame_of(b, row, 0), frame_of(c, column, 1) };
        double worst = 1;
        for (int k = 0; k < 3 && worst > least; k++) worst = fmin(worst, best_likeness(g, h, w, f + k));
        if (worst <= least) continue;
        double *r = out + 22 * kept++;
        r[0] = worst, r[1] = all[i].a, r[2] = all[i].b, r[3] = all[i].c;
        memcpy(r + 4, f, sizeof f);
    }
    free(all);
    return kept;
}

/* ------------------------------------------------------------------ refinement of one finder's frame */

static double sample(const float *g, int h, int w, double x, double y) {
    if (!(x > 0)) x = 0;
    if (!(y > 0)) y = 0;
    if (x > w - 1.001) x = w - 1.001;
    if (y > h - 1.001) y = h - 1.001;
    int ix = (int)x, iy = (int)y;
    float a = (float)(x - ix), b = (float)(y - iy);
    const float *q = g + (size_t)iy * w + ix;
    return (1 - b) * ((1 - a) * q[0] + a * q[1]) + b * ((1 - a) * q[w] + a * q[w + 1]);
}

static void solve3(double m[3][4]) {
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            if (i == j) continue;
            double k = m[j][i] / m[i][i];
            for (int c = i; c < 4; c++) m[j][c] -= k * m[i][c];
        }
    for (int i = 0; i < 3; i++) m[i][3] /= m[i][i];
}

/* Moves the frame so that the finder's twelve edges lie where the picture has them. */
void refine_finder(const float *g, int h, int w, double *frame_io, int rounds) {
    frame f;
    memcpy(&f, frame_io, sizeof f);
    for (int round = 0; round < rounds; round++) {
        double m[2][3][4] = { { { 0 } } };
        for (int axis = 0; axis < 2; axis++) {
            for (int i = 0; i < 3; i++) m[axis][i][i] = 1e-3;
            for (int e = 0; e < 6; e++) {
                double edge = e < 3 ? e - 3.5 : e - 1.5, reach = fabs(edge) - .5, sign = (e == 0 || e == 2 || e == 4) ? -1 : 1;
                for (int k = -3; k <= 3; k++) {
                    double t = reach * k / 3.0, weight = 0, moment = 0, before = 0;
                    for (int i = -8; i <= 9; i++) {
                        double s = edge + (i - .5) / 8.0, o = (i - 1) / 8.0;
                        vec q = axis ? at(&f, t, s) : at(&f, s, t);
                        double value = sample(g, h, w, q.x, q.y), rise = sign * (value - before) * exp(-o * o / .72);
                        if (i > -8 && rise > 0) weight += rise, moment += rise * o;
                        before = value;
                    }
                    if (weight < 1) continue;
                    double d = moment / weight, s = edge, row[3] = { 1, axis ? t : s, axis ? s : t };
                    for (int i = 0; i < 3; i++) {
                        for (int j = 0; j < 3; j++) m[axis][i][j] += weight * row[i] * row[j];
                        m[axis][i][3] += weight * row[i] * d;
                    }
                }
            }
            solve3(m[axis]);
        }
        double a0 = m[0][0][3], as = m[0][1][3], at_ = m[0][2][3], b0 = m[1][0][3], bs = m[1][1][3], bt = m[1][2][3];
        frame n = { at(&f, a0, b0), { f.u.x * (1 + as) + f.v.x * bs, f.u.y * (1 + as) + f.v.y * bs }, { f.v.x * (1 + bt) + f.u.x * at_, f.v.y * (1 + bt) + f.u.y * at_ } };
        double before = fabs(cross(f.u, f.v)), after = cross(n.u, n.v);
        if (!(after > .4 * before && after < 2.5 * before) || hypot(a0, b0) > 1.5) return;
        f = n;
        memcpy(frame_io, &f, sizeof f);
    }
}

/* ------------------------------------------------------------------ the grown lattice */

enum { GRAIN = 15 };
#define REACH 1.8
typedef struct { frame f; double confidence; int known, seen; } node;
typedef struct { double key; int index; } entry;
typedef struct { const float *g; int h, w, side; node *nodes; entry *heap; int size, room; float weight[2][GRAIN][GRAIN][2]; } lattice;

static void push(lattice *l, double key, int index) {
    if (l->size >= l->room) return;
    int i = l->size++;
    for (; i && l->heap[(i - 1) / 2].key < key; i = (i - 1) / 2) l->heap[i] = l->heap[(i - 1) / 2];
    l->heap[i].key = key, l->heap[i].index = index;
}

static entry pop(lattice *l) {
    entry top = l->heap[0], last = l->heap[--l->size];
    int i = 0, c;
    for (; (c = 2 * i + 1) < l->size; i = c) {
        if (c + 1 < l->size && l->heap[c + 1].key > l->heap[c].key) c++;
        if (l->heap[c].key <= last.key) break;
        l->heap[i] = l->heap[c];
    }
    l->heap[i] = last;
    return top;
}

static int predict(const lattice *l, int index, frame *out) {
    int x = index % l->side, y = index / l->side, count = 0;
    double total = 0;
    frame sum = { { 0 } };
    for (int j = -2; j <= 2; j++)
        for (int i = -2; i <= 2; i++) {
            int cx = x + i, cy = y + j;
            if (cx < 0 || cy < 0 || cx >= l->side || cy >= l->side) continue;
            const node *k = l->nodes + cy * l->side + cx;
            if (k->known != 1) continue;
            double d = i * i + j * j, wt = (k->confidence * k->confidence + 1e-4) / (d * d);
            vec p = at(&k->f, -i, -j);
            sum.p.x += wt * p.x, sum.p.y += wt * p.y, sum.u.x += wt * k->f.u.x, sum.u.y += wt * k->f.u.y, sum.v.x += wt * k->f.v.x, sum.v.y += wt * k->f.v.y;
            total += wt, count++;
        }
    if (count) {
        double *v = (double *)&sum;
        for (int i = 0; i < 6; i++) v[i] /= total;
        *out = sum;
    }
    return count;
}

/* Phase of the module grid around a predicted centre: moves it there, returns how sure. */
static double settle(const lattice *l, frame *f) {
    float v[GRAIN][GRAIN], low = 1e9f, high = -1e9f;
    double step = 2 * REACH / (GRAIN - 1), shift[2], sure[2];
    for (int j = 0; j < GRAIN; j++)
        for (int i = 0; i < GRAIN; i++) {
            vec q = at(f, i * step - REACH, j * step - REACH);
            float s = (float)sample(l->g, l->h, l->w, q.x, q.y);
            v[j][i] = s;
            if (s < low) low = s;
            if (s > high) high = s;
        }
    for (int axis = 0; axis < 2; axis++) {
        float re = 0, im = 0, all = 1e-6f;
        for (int j = 0; j < GRAIN; j++)
            for (int i = 0; i < GRAIN - 1; i++) {
                float d = fabsf(axis ? v[i + 1][j] - v[i][j] : v[j][i + 1] - v[j][i]);
                const float *k = l->weight[0][j][i];
                re += d * k[0], im += d * k[1], all += d * l->weight[1][j][i][0];
            }
        shift[axis] = atan2(im, re) / (2 * PI);
        sure[axis] = hypot(re, im) / all * (high - low < 12 ? (high - low) / 12.0 : 1);
    }
    double c = fmin(sure[0], sure[1]), far = fmax(fabs(shift[0]), fabs(shift[1]));
    for (int axis = 0; axis < 2; axis++) shift[axis] = fmax(-.3, fmin(.3, shift[axis] * fmin(1, 1.6 * sure[axis])));
    f->p = at(f, shift[0], shift[1]);
    return c * (1 - 1.5 * far);
}

/* Turns a set node's basis to what its neighbours say. */
static void rebase(lattice *l, int index) {
    int x = index % l->side, y = index / l->side;
    node *n = l->nodes + index;
    double a = .6, b = 0, c = .6;
    vec ru = { .6 * n->f.u.x, .6 * n->f.u.y }, rv = { .6 * n->f.v.x, .6 * n->f.v.y };
    for (int j = -3; j <= 3; j++)
        for (int i = -3; i <= 3; i++) {
            int cx = x + i, cy = y + j;
            if ((!i && !j) || cx < 0 || cy < 0 || cx >= l->side || cy >= l->side) continue;
            const node *k = l->nodes + cy * l->side + cx;
            if (k->known != 1) continue;
            double wt = fmax(.02, k->confidence) / (i * i + j * j), dx = k->f.p.x - n->f.p.x, dy = k->f.p.y - n->f.p.y;
            a += wt * i * i, b += wt * i * j, c += wt * j * j;
            ru.x += wt * i * dx, ru.y += wt * i * dy, rv.x += wt * j * dx, rv.y += wt * j * dy;
        }
    double det = a * c - b * b;
    vec u = { (c * ru.x - b * rv.x) / det, (c * ru.y - b * rv.y) / det }, v = { (a * rv.x - b * ru.x) / det, (a * rv.y - b * ru.y) / det };
    n->f.u = u, n->f.v = v;
}

static void look(lattice *l, int index) {
    node *n = l->nodes + index;
    n->seen = predict(l, index, &n->f);
    if (!n->seen) return;
    n->confidence = settle(l, &n->f);
    push(l, n->confidence, index);
}

static void set(lattice *l, int index) {
    static const int dx[4] = { 1, -1, 0, 0 }, dy[4] = { 0, 0, 1, -1 };
    int x = index % l->side, y = index / l->side;
    l->nodes[index].known = 1;
    rebase(l, index);
    for (int k = 0; k < 4; k++) {
        int cx = x + dx[k], cy = y + dy[k], at_ = cy * l->side + cx;
        if (cx < 0 || cy < 0 || cx >= l->side || cy >= l->side) continue;
        if (!l->nodes[at_].known && !l->nodes[at_].seen) look(l, at_);
    }
}

/* seeds: rows of column, row, p, u, v (8 numbers). nodes: side x side x 3 of x, y, confidence (-1: unknown). */
int grow_lattice(const float *g, int h, int w, const double *seeds, int count, int side, double *out) {
    size_t cells = (size_t)side * side;
    lattice l = { g, h, w, side, calloc(cells, sizeof(node)), malloc(sizeof(entry) * (3 * cells + 64)), 0, (int)(3 * cells + 64), { { { { 0 } } } } };
    int known = 0;
    double step = 2 * REACH / (GRAIN - 1);
    for (int j = 0; j < GRAIN; j++)
        for (int i = 0; i < GRAIN; i++) {
            double s = (i + .5) * step - REACH, t = j * step - REACH, k = exp(-(s * s + t * t) / 1.62);
            l.weight[0][j][i][0] = (float)(k * cos(2 * PI * (s - .5))), l.weight[0][j][i][1] = (float)(k * sin(2 * PI * (s - .5)));
            l.weight[1][j][i][0] = (float)k;
        }
    for (int i = 0; l.nodes && l.heap && i < count; i++) {
        const double *s = seeds + 8 * i;
        int x = (int)s[0], y = (int)s[1];
        if (x < 0 || y < 0 || x >= side || y >= side) continue;
        node *n = l.nodes + (size_t)y * side + x;
        memcpy(&n->f, s + 2, sizeof n->f);
        n->confidence = 1, n->known = 1, n->seen = 1;
    }
    for (int i = 0; l.nodes && l.heap && i < (int)cells; i++)
        if (l.nodes[i].known && l.nodes[i].confidence == 1) set(&l, i);
    while (l.size) {
        entry e = pop(&l);
        node *n = l.nodes + e.index;
        if (n->known || n->confidence != e.key) continue;
        frame fresh;
        int around = predict(&l, e.index, &fresh);
        if (around > n->seen + 2 && n->seen < 100) {
            look(&l, e.index);
            n->seen += 100; /* looked at again once only */
            continue;
        }
        if (n->f.p.x < -4 || n->f.p.y < -4 || n->f.p.x > w + 3 || n->f.p.y > h + 3) continue;
        set(&l, e.index);
    }
    for (size_t i = 0; l.nodes && i < cells; i++) {
        const node *n = l.nodes + i;
        out[3 * i] = n->f.p.x, out[3 * i + 1] = n->f.p.y, out[3 * i + 2] = n->known ? n->confidence : -1;
        known += n->known;
    }
    free(l.nodes);
    free(l.heap);
    return known;
}
