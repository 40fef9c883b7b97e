// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/handwriting/model.h"

#include "app/input_method/handwriting/context.h"
#include "tests/where.h"

#include <doctest/doctest.h>

#include <cmath>

namespace sunbooth::handwriting {
namespace {

const Bytes& file() {
    static const Bytes bytes = [] {
        auto read = read_data_file(test::data_dir() + "/handwriting/handwriting.model");
        REQUIRE(read.ok());
        return std::move(read).value();
    }();
    return bytes;
}

bool knows(const Model& model, char32_t code) {
    return std::binary_search(model.codes.begin(), model.codes.end(), code);
}

TEST_CASE("model: holds 6,700 characters and more, signs too, in 8 MB") {
    const auto model = read_model(file());
    REQUIRE(model.ok());
    std::size_t hanzi = 0;
    for (const char32_t code : model.value().codes) hanzi += code >= 0x4E00 && code <= 0x9FFF;
    CHECK(hanzi >= 6763);  // All of GB 2312.
    CHECK(file().size() <= 8U << 20U);
    for (const char32_t code : std::u32string_view(U"窗鑫喆堃瑄祎昇0189AZaz，。！？")) {
        CAPTURE(static_cast<unsigned>(code));
        CHECK(knows(model.value(), code));
    }
    CHECK(!knows(model.value(), U'們'));  // A traditional form.
}

TEST_CASE("model: writing what was read gives the same bytes") {
    const auto model = read_model(file());
    REQUIRE(model.ok());
    CHECK(write_model(model.value()) == file());
}

TEST_CASE("model: its licence and notice lie beside it") {
    const std::string path = test::data_dir() + "/handwriting/handwriting.model";
    const std::string folder = path.substr(0, path.rfind('/'));
    const auto licence = read_data_file(folder + "/ARPHICPL.TXT");
    REQUIRE(licence.ok());
    CHECK(as_text(licence.value()).find("ARPHIC PUBLIC LICENSE") != std::string_view::npos);
    const auto notice = read_data_file(folder + "/NOTICE.txt");
    REQUIRE(notice.ok());
    CHECK(as_text(notice.value()).find("hanzi-writer-data") != std::string_view::npos);
}

TEST_CASE("model: a flipped bit, a cut, another version and another file are told apart") {
    for (std::size_t at = 14; at < file().size(); at += 97531) {
        Bytes broken = file();
        broken[at] ^= 0x10;
        const auto read = read_model(broken);
        REQUIRE(!read.ok());
        CHECK(read.error().code == ErrorCode::Corrupt);
    }
    for (const std::size_t size : {0U, 3U, 10U, 14U, 1000U, 100000U}) {
        CHECK(!read_model(ByteView(file()).first(size)).ok());
    }
    Bytes newer = file();
    newer[5] = 9;
    CHECK(read_model(newer).error().code == ErrorCode::Unsupported);
    Bytes other = file();
    other[0] = 'X';
    CHECK(read_model(other).error().code == ErrorCode::Corrupt);
    CHECK(load_model("no/such/model").error().code == ErrorCode::Io);
}

TEST_CASE("model: a body that lies about its sizes is refused though its checksum is right") {
    const auto resealed = [](std::size_t at, std::uint8_t value) {
        Bytes broken = file();
        broken[at] = value;
        const std::uint64_t sum = checksum_of(ByteView(broken).subspan(14));
        for (std::size_t i = 0; i < 8; ++i) {
            broken[6 + i] = static_cast<std::uint8_t>(sum >> (56 - 8 * i));
        }
        return broken;
    };
    CHECK(read_model(resealed(14, 0)).ok());      // The first byte of the count is 0 already.
    CHECK(!read_model(resealed(14, 0xFF)).ok());  // Thousands of millions of classes.
    CHECK(!read_model(resealed(17, 1)).ok());     // Another count.
    CHECK(!read_model(resealed(18, 7)).ok());     // Another number of dimensions.
    CHECK(!read_model(resealed(20, 0xFF)).ok());  // A step that is no number or below zero.
    for (std::size_t at = file().size() - 3000; at < file().size(); at += 7) {
        const auto read = read_model(resealed(at, 0xFF));
        if (read.ok()) CHECK(read.value().outlines_at.back() == read.value().outlines.size());
    }
}

TEST_CASE("context: follows words, and falls back to how common a character is") {
    const auto context = load_context(test::data_dir() + "/handwriting/handwriting.context");
    REQUIRE(context.ok());
    const PairPrior prior(context.value());
    CHECK(prior.prior("请去窗", U'口') > prior.prior("请去窗", U'日') + 2);
    CHECK(prior.prior("工作人", U'员') > prior.prior("工作人", U'贝') + 2);
    CHECK(prior.prior("", U'的') > prior.prior("", U'鑫') + 2);
    const auto apart = [&](const char* before) {
        return prior.prior(before, U'人') - prior.prior(before, U'鑫');
    };
    CHECK(apart("abc") == doctest::Approx(apart("")));     // No word of the list begins there.
    CHECK(std::isfinite(prior.prior("\xE7\xAA", U'人')));  // Broken UTF-8.
    CHECK(std::isfinite(prior.prior("\xBF\xBF\xBF\xBF\xBF\xBF", U'人')));
    CHECK(std::isfinite(prior.prior("人", char32_t{0x2A6D6})));
}

TEST_CASE("context: damage is found") {
    auto bytes = read_data_file(test::data_dir() + "/handwriting/handwriting.context");
    REQUIRE(bytes.ok());
    CHECK(read_context(bytes.value()).ok());
    for (std::size_t at = 0; at < bytes.value().size(); at += 5003) {
        Bytes broken = bytes.value();
        broken[at] ^= 1;
        CHECK(!read_context(broken).ok());
    }
    CHECK(!read_context({}).ok());
}

}  // namespace
}  // namespace sunbooth::handwriting
