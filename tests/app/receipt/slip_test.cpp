// SPDX-License-Identifier: Apache-2.0
// A slip as it lies in the hand: set, sent as bytes, printed by a printer of our own, and read by
// an independent program.
#include "app/receipt/qr.h"
#include "tests/app/receipt/paper.h"
#include "tests/app/text/rig.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::receipt;
using namespace sunbooth::app::receipt::tests;
using domain::Language;

namespace {

const std::string kQr =
    "SB1.AAEAKnhpYW5neWFuZy0wMQABWhyTDndC2GshvTXAiBEAAAGeWqXYAAAAAAAAAAAqgJ2s5cQx."
    "c2FtcGxlLW9ubHktdGhpcy1waWN0dXJlLXdhcy1zaWduZWQtYnktbm9ib2R5LWF0LWFsbC1pbi10aGUtaGFsbCEhIQ";

Slip slip_in(Language language) {
    Slip slip;
    slip.language = language;
    slip.code = "A7K2-9QXM-4T8R";
    slip.qr = kQr;
    switch (language) {
        case Language::Zh:
            slip.hall = "襄阳市政务服务中心";
            slip.title = "已收到您的投诉";
            slip.facts = {{"12月8日前", "给您答复", "暂定"}};
            slip.notes = {"凭它在任何一台自助机或窗口查询。"};
            break;
        case Language::En:
            slip.hall = "Government service center";
            slip.title = "We have your complaint";
            slip.facts = {{"By 8 December", "You get a reply", ""}};
            slip.notes = {"Use it at any of these machines or at a window."};
            break;
        case Language::Ug:
            slip.hall = "ھۆكۈمەت مۇلازىمەت مەركىزى";
            slip.title = "شىكايىتىڭىزنى تاپشۇرۇۋالدۇق";
            slip.facts = {{"ئەڭ كېچىكىپ 8-دېكابىر", "سىزگە جاۋاب قايتۇرىمىز", ""}};
            slip.notes = {"بۇ كود بىلەن ھەرقانداق ماشىنىدا سۈرۈشتۈرۈڭ."};
            break;
    }
    return slip;
}

Raster set(const Slip& slip, int width_mm) {
    text::tests::Rig rig;
    return set_slip(slip, Paper{width_mm}, rig.shaper, text::tests::fonts());
}

int dark_rows(const Raster& raster, int from_x, int to_x) {
    int rows = 0;
    for (int y = 0; y < raster.height; ++y) {
        bool any = false;
        for (int x = from_x; x < to_x; ++x) any = any || raster.dark(x, y);
        rows += any ? 1 : 0;
    }
    return rows;
}

}  // namespace

TEST_CASE("slip: its QR code is read off the paper, in every language, on wide and narrow paper") {
    const test::TempFolder folder;
    for (const Language language : domain::kLanguages) {
        for (const int width_mm : {72, 48}) {
            CAPTURE(domain::tag_of(language));
            CAPTURE(width_mm);
            const Raster raster = set(slip_in(language), width_mm);
            const Printhead paper = printed(job_of(raster));
            CHECK(paper.width == width_mm * 8);
            save(paper, folder.path() / "slip.pgm");
            CHECK(read_by_zbar(folder.path() / "slip.pgm") == kQr);
        }
    }
}

TEST_CASE("slip: the QR code is as large as the rules want, and quiet round it") {
    Slip only;
    only.qr = kQr;
    const Raster raster = set(only, 72);
    int left = raster.width, right = 0;
    for (int y = 0; y < raster.height; ++y) {
        for (int x = 8; x < raster.width - 8; ++x) {
            // The rules run over the whole width; the code does not.
            if (raster.dark(0, y) || !raster.dark(x, y)) continue;
            left = std::min(left, x);
            right = std::max(right, x);
        }
    }
    const Result<Qr> qr = make_qr(kQr);
    const int side = right - left + 1;
    CHECK(side >= 25 * Paper::kDotsPerMm);  // kiosk-ux 2.6
    CHECK(side % qr.value().side == 0);
    CHECK(side / qr.value().side >= 4);
    CHECK(left >= kQuietModules * side / qr.value().side);
}

TEST_CASE("slip: the code stands in one line of 5 mm or more on wide paper, and 4 on narrow") {
    for (const auto& [width_mm, least_mm] : {std::pair{72, 5.0}, std::pair{48, 4.0}}) {
        Slip with;
        with.code = "A7K2-9QXM-4T8R";
        const Raster raster = set(with, width_mm);
        const Raster without = set({}, width_mm);
        const double mm =
            (dark_rows(raster, 0, raster.width) - dark_rows(without, 0, without.width)) / 8.0;
        CHECK(mm >= least_mm);
        CHECK(mm <= 9);
    }
}

TEST_CASE("slip: Uyghur lines begin at the right edge, Chinese ones at the left") {
    Slip only;
    only.notes = {"سالام"};
    only.language = Language::Ug;
    const Raster right = set(only, 72);
    only.notes = {"你好"};
    only.language = Language::Zh;
    const Raster left = set(only, 72);
    const int half = right.width / 2;
    CHECK(dark_rows(right, half, right.width) > dark_rows(right, 0, half) + 10);
    CHECK(dark_rows(left, 0, half) > dark_rows(left, half, left.width) + 10);
}

TEST_CASE("slip: nothing of a text is cut off by the paper's edge") {
    for (const Language language : domain::kLanguages) {
        Slip slip = slip_in(language);
        for (int i = 0; i < 4; ++i) slip.notes[0] += slip.notes[0];
        const Raster narrow = set(slip, 48);
        const Raster wide = set(slip, 72);
        CHECK(narrow.height > wide.height);  // It went on in the next lines instead.
    }
}
