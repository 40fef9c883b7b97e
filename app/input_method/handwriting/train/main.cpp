// SPDX-License-Identifier: Apache-2.0
// Builds the handwriting model and the table of neighbouring characters, at build time.
//   handwriting_train DATA_FOLDER WORD_LIST MODEL_FILE CONTEXT_FILE
//   handwriting_train DATA_FOLDER WORD_LIST --validate [STRIDE]
#include "app/input_method/handwriting/context.h"
#include "app/input_method/handwriting/train/learn.h"

#include <fmt/core.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace {

using namespace sunbooth;
using namespace sunbooth::handwriting;

int fail(const std::string& why) {
    fmt::print(stderr, "handwriting_train: {}\n", why);
    return 1;
}

bool save(const std::string& path, const Bytes& bytes) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(as_text(bytes).data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    return file.good();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 5 && !(argc == 4 && std::string(argv[3]) == "--validate")) {
        return fail("DATA_FOLDER WORD_LIST MODEL_FILE CONTEXT_FILE are needed");
    }
    const Result<train::Usage> usage = train::read_usage(argv[2]);
    if (!usage.ok()) return fail(usage.error().line());
    const auto templates = train::read_templates(argv[1], usage.value());
    if (!templates.ok()) return fail(templates.error().line());
    const Model model = train::learn(templates.value(), usage.value());
    const std::string target = argv[3];
    if (target == "--validate") {
        const std::size_t stride = argc > 4 ? std::strtoul(argv[4], nullptr, 10) : 4;
        train::validate(model, templates.value(), usage.value(), std::max<std::size_t>(stride, 1));
        return 0;
    }
    const Bytes file = write_model(model);
    const Bytes context = write_context(train::context_of(usage.value()));
    if (!save(target, file)) return fail("cannot write " + target);
    if (!save(argv[4], context)) return fail(std::string("cannot write ") + argv[4]);
    fmt::print("handwriting: {} shapes, {} bytes; {} bytes of context\n", model.classes(),
               file.size(), context.size());
    return 0;
}
