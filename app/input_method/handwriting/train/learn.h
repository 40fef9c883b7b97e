// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/handwriting/model.h"
#include "app/input_method/handwriting/train/source.h"

namespace sunbooth::handwriting::train {

/// A glyph as ink on a pad of 1000 to a side.
Ink ink_of(const Glyph& glyph);

/// Learns the model from distorted copies of each template. The same input gives the same bytes.
Model learn(const std::vector<Template>& templates, const Usage& usage);

/// Prints how well copies that were not learnt from are read, for choosing weights: every
/// `stride`-th template, distorted by the trainer's own hand with other seeds.
void validate(const Model& model, const std::vector<Template>& templates, const Usage& usage,
              std::size_t stride);

}  // namespace sunbooth::handwriting::train
