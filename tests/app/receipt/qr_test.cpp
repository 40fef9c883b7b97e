// SPDX-License-Identifier: Apache-2.0
// What make_qr says is drawn as a picture and read by an independent program, zbarimg.
#include "app/receipt/qr.h"

#include "tests/app/receipt/paper.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

using namespace sunbooth;
using namespace sunbooth::app::receipt;
using tests::read_by_zbar;

namespace {

/// As long as a receipt's code may be (180 characters), of its alphabet.
std::string receipt_text() {
    std::string text = "SB1.";
    const std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (std::size_t i = 0; text.size() < 180; ++i) {
        text += i == 88 ? '.' : alphabet[i * 37 % alphabet.size()];
    }
    return text;
}

Qr qr_of(std::string_view text) {
    Result<Qr> made = make_qr(text);
    REQUIRE_MESSAGE(made.ok(), made.error().line());
    return std::move(made).value();
}

/// A grey picture (PGM), as the painter draws it: whole pixels, four quiet modules on white.
void draw(const Qr& qr, int module_px, const std::filesystem::path& file) {
    const int side = (qr.side + 2 * kQuietModules) * module_px;
    std::ofstream out(file, std::ios::binary);
    out << "P5\n" << side << ' ' << side << "\n255\n";
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const int column = x / module_px - kQuietModules;
            const int row = y / module_px - kQuietModules;
            const bool inside = column >= 0 && row >= 0 && column < qr.side && row < qr.side;
            out.put(inside && qr.at(column, row) ? '\0' : '\xFF');
        }
    }
}

}  // namespace

TEST_CASE("qr: an independent reader reads the receipt at every size of module") {
    const test::TempFolder folder;
    const std::string text = receipt_text();
    REQUIRE(text.size() == 180);
    const Qr qr = qr_of(text);
    for (const int module_px : {3, 4, 7, 12}) {
        CAPTURE(module_px);
        const auto file = folder.path() / (std::to_string(module_px) + ".pgm");
        draw(qr, module_px, file);
        CHECK(read_by_zbar(file) == text);
    }
}

TEST_CASE("qr: it is read although a tenth of it is covered") {
    const test::TempFolder folder;
    const std::string text = receipt_text();
    Qr qr = qr_of(text);
    // A thumb over the middle: level M mends up to 15 %.
    const int blot = qr.side / 4;
    for (int y = 0; y < blot; ++y) {
        for (int x = 0; x < blot; ++x) {
            const int at = (qr.side / 2 - blot / 2 + y) * qr.side + qr.side / 2 - blot / 2 + x;
            qr.dark[static_cast<std::size_t>(at)] = false;
        }
    }
    draw(qr, 6, folder.path() / "blot.pgm");
    CHECK(read_by_zbar(folder.path() / "blot.pgm") == text);
}

TEST_CASE("qr: a receipt is small enough for the screen, and one changed letter changes it") {
    const Qr qr = qr_of(receipt_text());
    // 60 mm at 1.2 mm a module (kiosk-ux V14) leave room for 50 modules and no quiet zone; a
    // receipt takes version 9 or 10 and so a somewhat larger card.
    CHECK(qr.side <= 57);
    CHECK(qr.dark.size() == static_cast<std::size_t>(qr.side * qr.side));
    std::string other = receipt_text();
    other[20] = other[20] == 'x' ? 'y' : 'x';
    CHECK(qr_of(other).dark != qr.dark);
}

TEST_CASE("qr: bytes of any value are kept, and what does not fit is refused") {
    const test::TempFolder folder;
    const std::string zero("one\0two", 7);
    for (const std::string& words : {zero, std::string("阳光亭"), std::string("\xFF\x80")}) {
        draw(qr_of(words), 5, folder.path() / "bytes.pgm");
        CHECK(read_by_zbar(folder.path() / "bytes.pgm") == words);
    }
    CHECK(make_qr("").error().code == ErrorCode::InvalidInput);
    CHECK(make_qr(std::string(2332, 'x')).error().code == ErrorCode::InvalidInput);
    CHECK(make_qr(std::string(2331, 'x')).ok());
}
