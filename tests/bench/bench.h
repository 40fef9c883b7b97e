// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/client/identity.h"
#include "sync/domain/record.h"
#include "sync/seal/keys.h"
#include "sync/seal/record.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sunbooth::bench {

using Seconds = std::chrono::duration<double>;

/// One line of the report, printed as one line of JSON: bench.mjs makes the table.
/// @param met nothing when there is no goal.
void report(const std::string& what, const std::string& measured, const std::string& wanted = {},
            std::optional<bool> met = {});
std::string in_us(Seconds time);
std::string fixed(double value, int places);

/// Seconds that a call takes.
template <class F>
Seconds time_of(F&& call) {
    const auto from = std::chrono::steady_clock::now();
    call();
    return std::chrono::steady_clock::now() - from;
}
Seconds median(std::vector<Seconds> times);

/// A complaint of a usual size: 40 characters and a phone number.
domain::Complaint usual_complaint();

/// Makes one kiosk's records after another, as its outbox would, without the disk.
class RecordMaker {
public:
    RecordMaker(client::Identity identity, const seal::KeySet& keys, std::uint64_t seq = 0,
                const seal::Digest& head = {})
        : identity_(std::move(identity)), keys_(keys), seq_(seq), head_(head) {}
    Result<Bytes> next(Random& random);

private:
    client::Identity identity_;
    seal::KeySet keys_;
    std::uint64_t seq_;
    seal::Digest head_;
};

inline constexpr const char* kBootId = "bench-boot";

/// The center's end of TLS, for a batch of `records` that comes in `request_bytes`.
Status tls(const std::filesystem::path& certificate, const std::filesystem::path& key,
           std::size_t request_bytes, std::size_t answer_bytes, double records);

struct IntakeOptions {
    std::filesystem::path folder;  ///< Holds `kiosks`: a line "name code" each; keys go here too.
    std::filesystem::path ca_file;
    std::string root_key;  ///< Base64.
    std::uint16_t port = 0;
    int center_pid = 0;
    int batches = 10;  ///< Of each kiosk.
};

struct CenterOptions {
    std::filesystem::path folder;  ///< Empty, on the disk to measure.
    std::filesystem::path hall;    ///< hall/1
    int tickets = 200'000;
    int open = 20'000;
    int seconds = 10;  ///< Of each kind of request.
};

/// The parts. Each prints its lines. @return what kept it from measuring.
Status press(const std::filesystem::path& folder, int pairs);
Status intake(const IntakeOptions& options);
Status center_desk(const CenterOptions& options);
/// Where the time goes, on the database of a stopped center.
Status split(const std::filesystem::path& center_folder, const std::filesystem::path& kiosks);

}  // namespace sunbooth::bench
