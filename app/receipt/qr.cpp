// SPDX-License-Identifier: Apache-2.0
#include "app/receipt/qr.h"

#include <qrencode.h>

#include <memory>

namespace sunbooth::app::receipt {

Result<Qr> make_qr(std::string_view text) {
    // The length goes along: a zero byte is a byte like any other.
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(static_cast<int>(text.size()),
                          reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M),
        &QRcode_free);
    if (code == nullptr) return invalid_input("qr", "the text does not fit a QR code");
    Qr qr;
    qr.side = code->width;
    const int modules = qr.side * qr.side;
    qr.dark.reserve(static_cast<std::size_t>(modules));
    // The lowest bit of each byte says dark; the others are libqrencode's own notes.
    for (int i = 0; i < modules; ++i) qr.dark.push_back((code->data[i] & 1U) != 0);
    return qr;
}

}  // namespace sunbooth::app::receipt
