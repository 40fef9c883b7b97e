// SPDX-License-Identifier: Apache-2.0
// cut MOUNTPOINT: the power goes. What ext4 has not put on its disk is lost, its own log included,
// and from then on it takes nothing (EXT4_IOC_SHUTDOWN, flag NOLOGFLUSH, Linux fs/ext4/ext4.h).
// Prints the monotonic clock just before, in nanoseconds: what was confirmed later does not count.
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/ioctl.h>

int main(int count, char** words) {
    if (count != 2) {
        std::fputs("cut MOUNTPOINT\n", stderr);
        return 2;
    }
    const int root = ::open(words[1], O_RDONLY | O_CLOEXEC);
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    std::uint32_t no_log_flush = 2;
    if (root < 0 || ::ioctl(root, _IOR('X', 125, std::uint32_t), &no_log_flush) != 0) {
        std::fprintf(stderr, "%s: %s\n", words[1], std::strerror(errno));
        return 1;
    }
    std::printf("%lld\n", static_cast<long long>(std::chrono::nanoseconds{now}.count()));
    return 0;
}
