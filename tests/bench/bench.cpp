// SPDX-License-Identifier: Apache-2.0
// sunbooth-bench: the parts of `./dev bench` that need no window. bench.mjs calls it.
#include "tests/bench/bench.h"

#include "sync/wire/content.h"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <cstdio>

namespace sunbooth::bench {

void report(const std::string& what, const std::string& measured, const std::string& wanted,
            std::optional<bool> met) {
    boost::json::object line{{"what", what}, {"measured", measured}, {"wanted", wanted}};
    if (met) line["met"] = *met;
    std::printf("%s\n", boost::json::serialize(line).c_str());
    std::fflush(stdout);
}

std::string fixed(double value, int places) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", places, value);
    return text;
}

std::string in_us(Seconds time) {
    return fixed(time.count() * 1e6, 0) + " us";
}

Seconds median(std::vector<Seconds> times) {
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

domain::Complaint usual_complaint() {
    domain::Complaint complaint;
    complaint.topic = "absent";
    complaint.window = "3";
    complaint.text =
        SecretText("上午在三号窗口等了四十分钟，窗口一直没有人，问旁边的窗口也没有人知道为什么。");
    complaint.phone = SecretText("13800005678");
    return complaint;
}

Result<Bytes> RecordMaker::next(Random& random) {
    SystemClock clock;
    const wire::Boxes boxes =
        wire::write_boxes(usual_complaint(), {clock.wall(), clock.now(), kBootId});
    Result<Bytes> content = seal::seal_padded(as_bytes(boxes.content.view()), keys_.intake);
    if (!content.ok()) return content;
    Result<Bytes> contact = seal::seal_padded(as_bytes(boxes.contact.view()), keys_.callback);
    if (!contact.ok()) return contact;
    seal::RecordParts parts;
    random.fill(parts.id.bytes);
    parts.seq = ++seq_;
    parts.previous = head_;
    parts.kiosk = identity_.kiosk.text();
    parts.intake_key = seal::name_of(keys_.intake);
    parts.callback_key = seal::name_of(keys_.callback);
    parts.content_box = std::move(content).value();
    parts.contact_box = std::move(contact).value();
    Bytes record = seal::write_record(parts, identity_.key);
    head_ = seal::digest(record);
    return record;
}

}  // namespace sunbooth::bench

int main(int argc, char** argv) {
    using namespace sunbooth;
    CLI::App app("Sunbooth's measurements; see tests/bench/README.md");
    app.require_subcommand(1);
    std::filesystem::path folder;
    std::filesystem::path kiosks;
    int pairs = 200;
    bench::IntakeOptions intake;
    CLI::App* press = app.add_subcommand("press", "A durable press against a bare commit");
    press->add_option("--folder", folder, "An empty folder on the disk to measure")->required();
    press->add_option("--pairs", pairs)->check(CLI::Range(10, 100000));
    CLI::App* load = app.add_subcommand("intake", "Many kiosks against a running center");
    load->add_option("--folder", intake.folder)->required();
    load->add_option("--ca", intake.ca_file)->required();
    load->add_option("--root-key", intake.root_key)->required();
    load->add_option("--port", intake.port)->required();
    load->add_option("--center-pid", intake.center_pid)->required();
    load->add_option("--batches", intake.batches)->check(CLI::Range(1, 1000));
    CLI::App* split = app.add_subcommand("split", "The cost of one record, step by step");
    split->add_option("--folder", folder, "Of a stopped center")->required();
    split->add_option("--kiosks", kiosks, "Where `intake` left its keys")->required();
    bench::CenterOptions desk;
    CLI::App* center = app.add_subcommand("center", "Staff's pages over a center full of tickets");
    center->add_option("--folder", desk.folder)->required();
    center->add_option("--hall", desk.hall)->required();
    center->add_option("--tickets", desk.tickets)->check(CLI::Range(1000, 10'000'000));
    center->add_option("--open", desk.open)->check(CLI::Range(100, 1'000'000));
    center->add_option("--seconds", desk.seconds)->check(CLI::Range(1, 600));
    CLI11_PARSE(app, argc, argv);
    Status done = seal::start();
    if (done.ok() && *press) done = bench::press(folder, pairs);
    if (done.ok() && *load) done = bench::intake(intake);
    if (done.ok() && *center) done = bench::center_desk(desk);
    if (done.ok() && *split) done = bench::split(folder, kiosks);
    if (done.ok()) return 0;
    std::fprintf(stderr, "sunbooth-bench: %s\n", done.error().line().c_str());
    return 2;
}
