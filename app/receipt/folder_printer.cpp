// SPDX-License-Identifier: Apache-2.0
#include "app/receipt/printer.h"

#include <fstream>
#include <string>

namespace sunbooth::app::receipt {
namespace {

namespace fs = std::filesystem;

class FolderPrinter final : public Printer {
public:
    explicit FolderPrinter(fs::path folder) : folder_(std::move(folder)) {}

    PrinterState state() override {
        std::error_code failed;
        fs::create_directories(folder_, failed);
        if (failed) return PrinterState::Fault;
        std::string word;
        std::ifstream(folder_ / "printer.state") >> word;
        if (word == "out") return PrinterState::Out;
        if (word == "open") return PrinterState::Open;
        return word == "fault" ? PrinterState::Fault : PrinterState::Ready;
    }

    Status print(const Job& job, const std::stop_token&) override {
        if (state() != PrinterState::Ready) return Error{ErrorCode::Io, "printer is not ready", ""};
        std::error_code ignored;
        int number = 1;
        const auto file = [&] { return folder_ / ("slip-" + std::to_string(number) + ".escpos"); };
        while (fs::exists(file(), ignored)) ++number;
        std::ofstream out(file(), std::ios::binary);
        out.write(reinterpret_cast<const char*>(job.data()),
                  static_cast<std::streamsize>(job.size()));
        out.close();
        if (!out) return Error{ErrorCode::Io, file().string() + " cannot be written", ""};
        return ok_status();
    }

private:
    fs::path folder_;
};

}  // namespace

std::unique_ptr<Printer> folder_printer(fs::path folder) {
    return std::make_unique<FolderPrinter>(std::move(folder));
}

}  // namespace sunbooth::app::receipt
