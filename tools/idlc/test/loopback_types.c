// SPDX-License-Identifier: MIT
// Every sort of type through the encoders and decoders of client and server.
#include "loopback.h"

#include "types.h"

#include <string.h>

#define EP ((handle_t)42)

static status_t on_scalars(void *self, uint64_t badge, struct types_echo_scalars_req *req,
                           struct types_echo_scalars_rep *rep) {
    (void)self;
    (void)badge;
    *rep = (struct types_echo_scalars_rep){ req->a, req->b, req->c, req->d,  req->e,
                                            req->f, req->g, req->h, req->yes };
    return OK;
}

static status_t on_named(void *self, uint64_t badge, struct types_echo_named_req *req,
                         struct types_echo_named_rep *rep) {
    (void)self;
    (void)badge;
    *rep = (struct types_echo_named_rep){ req->colour, req->wide,  req->marks,
                                          req->every,  req->pixel, req->cell };
    return OK;
}

/// Echoes the views themselves: request and reply must not share memory.
static status_t on_views(void *self, uint64_t badge, struct types_echo_views_req *req,
                         struct types_echo_views_rep *rep) {
    (void)self;
    (void)badge;
    rep->name = req->name;
    rep->data = req->data;
    rep->numbers.ptr = req->numbers.ptr;
    rep->numbers.len = req->numbers.len;
    rep->pixels.ptr = req->pixels.ptr;
    rep->pixels.len = req->pixels.len;
    rep->colours.ptr = req->colours.ptr;
    rep->colours.len = req->colours.len;
    rep->flags.ptr = req->flags.ptr;
    rep->flags.len = req->flags.len;
    rep->points.ptr = req->points.ptr;
    rep->points.len = req->points.len;
    return OK;
}

static uint32_t num_nothing;

static status_t on_nothing(void *self, uint64_t badge, struct types_echo_nothing_req *req,
                           struct types_echo_nothing_rep *rep) {
    (void)self;
    (void)badge;
    (void)req;
    (void)rep;
    num_nothing++;
    return OK;
}

static status_t on_largest(void *self, uint64_t badge, struct types_echo_largest_req *req,
                           struct types_echo_largest_rep *rep) {
    (void)self;
    (void)badge;
    rep->data = req->data;
    return OK;
}

static status_t on_ranges(void *self, uint64_t badge, struct types_echo_ranges_req *req,
                          struct types_echo_ranges_rep *rep) {
    (void)self;
    (void)badge;
    (void)req;
    (void)rep;
    return OK;
}

static const struct types_echo_ops ops = {
    .scalars = on_scalars,
    .named = on_named,
    .views = on_views,
    .nothing = on_nothing,
    .largest = on_largest,
    .ranges = on_ranges,
};

static status_t serve(const struct ipc_msg *in, struct ipc_msg *out) {
    return types_echo_dispatch(&ops, NULL, in, out);
}

static const struct types_pixel pixel = {
    .visible = true,
    .at = { -1, 2 },
    .colour = TYPES_COLOUR_BLUE,
    .weight = -5,
    .depth = 9,
    .marks = TYPES_MARKS_LAST,
};

TEST(scalars_survive) {
    loop_serve = serve;
    struct types_echo_scalars_req req = { 255,       65535,     UINT32_MAX, UINT64_MAX, INT8_MIN,
                                          INT16_MIN, INT32_MIN, INT64_MIN,  true };
    struct types_echo_scalars_rep rep;
    CHECK_STATUS(types_echo_scalars(EP, &req, &rep), OK);
    CHECK(rep.a == 255 && rep.b == 65535 && rep.c == UINT32_MAX && rep.d == UINT64_MAX);
    CHECK(rep.e == INT8_MIN && rep.f == INT16_MIN && rep.g == INT32_MIN && rep.h == INT64_MIN);
    CHECK(rep.yes);
    CHECK_EQ(loop_request.label, IPC_LABEL(TYPES_ECHO_PROTOCOL, TYPES_ECHO_METHOD_SCALARS));
}

TEST(named_types_survive_and_holes_are_zero) {
    loop_serve = serve;
    struct types_echo_named_req req;
    memset(&req, 0xff, sizeof(req)); // what stands in the holes must not travel
    req.colour = TYPES_COLOUR_GREEN;
    req.wide = TYPES_WIDE_HUGE;
    req.marks = TYPES_MARKS_BOLD | TYPES_MARKS_ITALIC;
    req.every = TYPES_EVERY_ALL;
    req.pixel.visible = false;
    req.pixel.at = (struct types_point){ 3, 4 };
    req.pixel.colour = TYPES_COLOUR_RED;
    req.pixel.weight = 5;
    req.pixel.depth = 1;
    req.pixel.marks = 0;
    req.cell.first = 8;
    req.cell.pixel = req.pixel;
    req.cell.wide = TYPES_WIDE_ONE;
    struct types_echo_named_rep rep;
    CHECK_STATUS(types_echo_named(EP, &req, &rep), OK);
    CHECK(rep.colour == TYPES_COLOUR_GREEN && rep.wide == TYPES_WIDE_HUGE && rep.every == 255);
    CHECK(rep.marks == (TYPES_MARKS_BOLD | TYPES_MARKS_ITALIC));
    CHECK(rep.pixel.at.y == 4 && rep.pixel.weight == 5 && rep.cell.first == 8);
    CHECK(rep.cell.pixel.colour == TYPES_COLOUR_RED && rep.cell.wide == TYPES_WIDE_ONE);
}

TEST(views_survive) {
    loop_serve = serve;
    const uint8_t data[5] = { 0, 1, 2, 3, 255 };
    const uint16_t numbers[3] = { 1, 2, 65535 };
    const struct types_pixel pixels[2] = { pixel, pixel };
    const types_colour_t colours[9] = { 1, 2, 200, 1, 2, 200, 1, 2, 200 };
    const bool flags[2] = { true, false };
    struct types_echo_views_req req = { .name = ipc_text_of("gr\xc3\xbc\xc3\x9f"),
                                        .data = { data, 5 } };
    req.numbers.ptr = numbers;
    req.numbers.len = 3;
    req.pixels.ptr = pixels;
    req.pixels.len = 2;
    req.colours.ptr = colours;
    req.colours.len = 9;
    req.flags.ptr = flags;
    req.flags.len = 2;
    struct types_echo_views_rep rep;
    struct ipc_msg buffer;
    CHECK_STATUS(types_echo_views(EP, &req, &rep, &buffer), OK);
    CHECK(ipc_text_is(rep.name, "gr\xc3\xbc\xc3\x9f"));
    REQUIRE(rep.data.len == 5 && memcmp(rep.data.ptr, data, 5) == 0);
    REQUIRE(rep.numbers.len == 3 && rep.numbers.ptr[2] == 65535);
    REQUIRE(rep.pixels.len == 2 && rep.pixels.ptr[1].at.x == -1 && rep.pixels.ptr[1].visible);
    REQUIRE(rep.colours.len == 9 && rep.colours.ptr[8] == TYPES_COLOUR_BLUE);
    REQUIRE(rep.flags.len == 2 && rep.flags.ptr[0] && !rep.flags.ptr[1]);
    CHECK_EQ(rep.points.len, 0);
}

TEST(empty_views_and_methods_without_fields) {
    loop_serve = serve;
    struct types_echo_views_req req = { 0 };
    struct types_echo_views_rep rep;
    struct ipc_msg buffer;
    CHECK_STATUS(types_echo_views(EP, &req, &rep, &buffer), OK);
    CHECK_EQ(rep.name.len, 0);
    num_nothing = 0;
    CHECK_STATUS(types_echo_nothing(EP, NULL, NULL), OK);
    CHECK_EQ(num_nothing, 1);
    CHECK_EQ(loop_request.num_words, 0);
}

TEST(the_largest_message_and_one_byte_more) {
    loop_serve = serve;
    static uint8_t data[1977];
    memset(data, 'd', sizeof(data));
    struct types_echo_largest_req req = { .data = { data, 1976 } };
    struct types_echo_largest_rep rep;
    struct ipc_msg buffer;
    CHECK_STATUS(types_echo_largest(EP, &req, &rep, &buffer), OK);
    CHECK_EQ(loop_request.num_words, IPC_WORDS_MAX);
    REQUIRE(rep.data.len == 1976 && memcmp(rep.data.ptr, data, 1976) == 0);
    req.data.len = 1977;
    CHECK_STATUS(types_echo_largest(EP, &req, &rep, &buffer), ERR_TOO_BIG);
    req.data.len = SIZE_MAX;
    CHECK_STATUS(types_echo_largest(EP, &req, &rep, &buffer), ERR_TOO_BIG);
}

static status_t ranges(uint8_t a, int8_t b, int64_t c, int32_t e) {
    struct types_echo_ranges_req req = { .a = a, .b = b, .c = c, .d = UINT64_MAX, .e = e };
    return types_echo_ranges(EP, &req, NULL);
}

TEST(values_out_of_range_are_refused_by_the_server) {
    loop_serve = serve;
    CHECK_STATUS(ranges(1, 5, INT64_MIN, INT32_MIN), OK);
    CHECK_STATUS(ranges(255, INT8_MIN, INT64_MAX - 1, 0), OK);
    CHECK_STATUS(ranges(0, 5, 0, 0), ERR_BAD_MESSAGE);
    CHECK_STATUS(ranges(1, 6, 0, 0), ERR_BAD_MESSAGE);
    CHECK_STATUS(ranges(1, 5, INT64_MAX, 0), ERR_BAD_MESSAGE);
    CHECK_STATUS(ranges(1, 5, 0, 1), ERR_BAD_MESSAGE);
}

static status_t named(struct types_echo_named_req req) {
    struct types_echo_named_rep rep;
    return types_echo_named(EP, &req, &rep);
}

TEST(wrong_members_and_bits_are_refused) {
    loop_serve = serve;
    const struct types_echo_named_req good = {
        .colour = 1, .wide = 1, .pixel = pixel, .cell = { .pixel = pixel, .wide = 1 }
    };
    CHECK_STATUS(named(good), OK);
    struct types_echo_named_req bad = good;
    bad.colour = 3;
    CHECK_STATUS(named(bad), ERR_BAD_MESSAGE);
    bad = good;
    bad.wide = 2;
    CHECK_STATUS(named(bad), ERR_BAD_MESSAGE);
    bad = good;
    bad.marks = 2;
    CHECK_STATUS(named(bad), ERR_BAD_MESSAGE);
    bad = good;
    bad.pixel.colour = 0;
    CHECK_STATUS(named(bad), ERR_BAD_MESSAGE);
    bad = good;
    bad.pixel.weight = 6;
    CHECK_STATUS(named(bad), ERR_BAD_MESSAGE);
    bad = good;
    bad.cell.pixel.marks = 4;
    CHECK_STATUS(named(bad), ERR_BAD_MESSAGE);
    bad = good;
    bad.cell.wide = 0;
    CHECK_STATUS(named(bad), ERR_BAD_MESSAGE);
}

TEST(names_of_members_and_methods) {
    CHECK_STR(types_colour_name(TYPES_COLOUR_BLUE), "BLUE");
    CHECK_STR(types_colour_name(3), "?");
    CHECK_STR(types_echo_method_name(3), "views");
    CHECK_STR(types_echo_method_name(99), "?");
    CHECK(TYPES_LOWEST == INT64_MIN && TYPES_SMALL == INT32_MIN && TYPES_MASK == UINT64_MAX);
}

/// A valid request of `views` with one byte in each variable field, to be spoilt.
static struct ipc_msg views_request(void) {
    const uint8_t data[1] = { 7 };
    const uint16_t numbers[1] = { 7 };
    const types_colour_t colours[1] = { 1 };
    const bool flags[1] = { true };
    const struct types_point points[1] = { { 1, 2 } };
    struct types_echo_views_req req = { .name = ipc_text_of("n"), .data = { data, 1 } };
    req.numbers.ptr = numbers;
    req.numbers.len = 1;
    req.pixels.ptr = &pixel;
    req.pixels.len = 1;
    req.colours.ptr = colours;
    req.colours.len = 1;
    req.flags.ptr = flags;
    req.flags.len = 1;
    req.points.ptr = points;
    req.points.len = 1;
    struct types_echo_views_rep rep;
    struct ipc_msg buffer;
    CHECK_STATUS(types_echo_views(EP, &req, &rep, &buffer), OK);
    return loop_request;
}

TEST(no_byte_of_a_message_can_be_changed_into_trouble) {
    loop_serve = serve;
    struct ipc_msg good = views_request();
    uint32_t refused = 0;
    for (size_t i = 0; i < good.num_words * 8u; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            struct ipc_msg bad = good;
            ((uint8_t *)bad.words)[i] ^= (uint8_t)(1u << bit);
            status_t st = loop_raw(&bad);
            CHECK(st == OK || st == ERR_BAD_MESSAGE);
            refused += st == ERR_BAD_MESSAGE ? 1 : 0;
        }
    }
    CHECK(refused > good.num_words * 8u * 4); // most of this message is holes, counts and padding
}

TEST(every_length_but_the_right_one_is_refused) {
    loop_serve = serve;
    struct ipc_msg good = views_request();
    for (uint16_t len = 0; len <= IPC_WORDS_MAX; len++) {
        struct ipc_msg other = good;
        other.num_words = len;
        CHECK_STATUS(loop_raw(&other), len == good.num_words ? OK : ERR_BAD_MESSAGE);
    }
}

TEST(padding_and_text_are_checked) {
    loop_serve = serve;
    struct ipc_msg bad = views_request();
    uint8_t *name = (uint8_t *)bad.words + 32; // behind seven counts and a hole of four bytes
    REQUIRE(name[0] == 'n' && name[1] == 0);
    name[1] = 1;
    CHECK_STATUS(loop_raw(&bad), ERR_BAD_MESSAGE);
    name[1] = 0;
    CHECK_STATUS(loop_raw(&bad), OK);
    name[0] = 0xff;
    CHECK_STATUS(loop_raw(&bad), ERR_BAD_MESSAGE);
}

TEST(text_helpers) {
    char out[4] = "xxx";
    CHECK_STATUS(ipc_text_copy(out, sizeof(out), ipc_text_of("abc")), OK);
    CHECK_STR(out, "abc");
    CHECK_STATUS(ipc_text_copy(out, sizeof(out), ipc_text_of("abcd")), ERR_TOO_BIG);
    CHECK_STR(out, "");
    CHECK_STATUS(ipc_text_copy(out, sizeof(out), (struct ipc_text){ "a\0b", 3 }), ERR_BAD_FORMAT);
    CHECK_STATUS(ipc_text_copy(out, sizeof(out), (struct ipc_text){ NULL, 0 }), OK);
    CHECK(ipc_text_is((struct ipc_text){ NULL, 0 }, "") && !ipc_text_is(ipc_text_of("a"), "ab"));
}
