// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/export_file.h"

#include "sync/base/mutant.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

namespace sunbooth::center::api {
namespace {

constexpr std::array<std::string_view, 14> kStarts = {"=",  "+",  "-",  "@",  "|",  "%",  "\t",
                                                      "\r", "\n", "＝", "＋", "－", "＠", "﹦"};

bool may_be_formula(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \"'");
    if (first == std::string_view::npos) return false;
    text.remove_prefix(first);
    return std::ranges::any_of(kStarts,
                               [&](std::string_view start) { return text.starts_with(start); });
}

class CsvFile final : public ExportFile {
public:
    Status add(const std::vector<std::string>& cells) override {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            text_ += i == 0 ? "\"" : ",\"";
            for (const char c : harmless_cell(cells[i])) {
                if (c == '"') text_ += '"';
                text_ += c;
            }
            text_ += '"';
        }
        text_ += "\r\n";
        return ok_status();
    }
    Result<Bytes> finish() override { return to_bytes(text_); }

private:
    std::string text_ = "\xEF\xBB\xBF";
};

/// The library writes to a name; this is one of a file in memory that nobody else can open.
class XlsxFile final : public ExportFile {
public:
    explicit XlsxFile(int fd) : fd_(fd), path_("/proc/self/fd/" + std::to_string(fd)) {
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        book_ = workbook_new_opt(path_.c_str(), &options);
        sheet_ = workbook_add_worksheet(book_, nullptr);
        worksheet_freeze_panes(sheet_, 1, 0);
    }
    ~XlsxFile() override {
        if (book_ != nullptr) workbook_close(book_);
        ::close(fd_);
    }
    XlsxFile(const XlsxFile&) = delete;
    XlsxFile& operator=(const XlsxFile&) = delete;

    Status add(const std::vector<std::string>& cells) override {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const auto column = static_cast<lxw_col_t>(i);
            const lxw_error failed =
                worksheet_write_string(sheet_, row_, column, cells[i].c_str(), nullptr);
            if (failed != LXW_NO_ERROR) return failure(failed);
        }
        ++row_;
        return ok_status();
    }

    Result<Bytes> finish() override {
        const lxw_error failed = workbook_close(book_);
        book_ = nullptr;
        if (failed != LXW_NO_ERROR) return failure(failed);
        const off_t size = ::lseek(fd_, 0, SEEK_END);
        if (size <= 0) return Error{ErrorCode::Io, "the sheet is empty", ""};
        Bytes bytes(static_cast<std::size_t>(size));
        std::size_t read = 0;
        while (read < bytes.size()) {
            const ssize_t got =
                ::pread(fd_, bytes.data() + read, bytes.size() - read, static_cast<off_t>(read));
            if (got <= 0) return Error{ErrorCode::Io, std::strerror(errno), ""};
            read += static_cast<std::size_t>(got);
        }
        return bytes;
    }

private:
    static Error failure(lxw_error failed) {
        return {ErrorCode::Io, std::string("xlsx: ") + lxw_strerror(failed), ""};
    }
    int fd_;
    std::string path_;
    lxw_workbook* book_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
    lxw_row_t row_ = 0;
};

}  // namespace

std::string harmless_cell(const std::string& text) {
    if (!may_be_formula(text) || mutant("api.export_no_prefix")) return text;
    return "'" + text;
}

std::unique_ptr<ExportFile> csv_file() {
    return std::make_unique<CsvFile>();
}

Result<std::unique_ptr<ExportFile>> xlsx_file() {
    const int fd = ::memfd_create("export.xlsx", MFD_CLOEXEC);
    if (fd < 0) return Error{ErrorCode::Io, std::strerror(errno), ""};
    return std::unique_ptr<ExportFile>(std::make_unique<XlsxFile>(fd));
}

}  // namespace sunbooth::center::api
