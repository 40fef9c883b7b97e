// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/handwriting/train/lda.h"

#include "sync/base/random.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::handwriting::train {

namespace {

constexpr std::size_t kN = kFeatures;
/// Added to the spread within classes, as a part of its mean: directions in which the copies hardly
/// differ are a property of our distortions, not of people.
constexpr double kRidge = 0.05;
constexpr int kRounds = 40;
constexpr std::uint64_t kSeed = 20240917;

using Matrix = std::vector<double>;  // [kN][kN]

/// The lower Cholesky factor, in place.
void factorise(Matrix& m) {
    for (std::size_t j = 0; j < kN; ++j) {
        for (std::size_t i = j; i < kN; ++i) {
            double sum = m[i * kN + j];
            for (std::size_t k = 0; k < j; ++k) sum -= m[i * kN + k] * m[j * kN + k];
            m[i * kN + j] = i == j ? std::sqrt(sum) : sum / m[j * kN + j];
        }
        for (std::size_t i = 0; i < j; ++i) m[i * kN + j] = 0;
    }
}

/// Solves L x = v in place.
void solve_lower(const Matrix& l, double* v) {
    for (std::size_t i = 0; i < kN; ++i) {
        double sum = v[i];
        for (std::size_t k = 0; k < i; ++k) sum -= l[i * kN + k] * v[k];
        v[i] = sum / l[i * kN + i];
    }
}

/// Solves L^T x = v in place.
void solve_upper(const Matrix& l, double* v) {
    for (std::size_t i = kN; i-- > 0;) {
        const double x = v[i] / l[i * kN + i];
        v[i] = x;
        for (std::size_t k = 0; k < i; ++k) v[k] -= l[i * kN + k] * x;
    }
}

void make_orthonormal(std::vector<double>& rows, std::size_t dims) {
    for (std::size_t i = 0; i < dims; ++i) {
        double* row = rows.data() + i * kN;
        for (std::size_t j = 0; j < i; ++j) {
            const double* other = rows.data() + j * kN;
            double dot = 0;
            for (std::size_t k = 0; k < kN; ++k) dot += row[k] * other[k];
            for (std::size_t k = 0; k < kN; ++k) row[k] -= dot * other[k];
        }
        double norm = 0;
        for (std::size_t k = 0; k < kN; ++k) norm += row[k] * row[k];
        for (std::size_t k = 0; k < kN; ++k) row[k] /= std::sqrt(norm);
    }
}

/// The space of the `dims` largest eigenvectors, by repeated multiplication. Which basis of it
/// comes out does not matter: distances are the same in all of them.
std::vector<double> top_space(const Matrix& m, std::size_t dims) {
    SeededRandom random(kSeed);
    std::vector<double> rows(dims * kN);
    for (double& value : rows) value = static_cast<double>(random.next() >> 11U) * 0x1p-53 - 0.5;
    make_orthonormal(rows, dims);
    std::vector<double> next(kN);
    for (int round = 0; round < kRounds; ++round) {
        for (std::size_t d = 0; d < dims; ++d) {
            double* row = rows.data() + d * kN;
            std::fill(next.begin(), next.end(), 0);
            for (std::size_t i = 0; i < kN; ++i) {
                for (std::size_t k = 0; k < kN; ++k) next[k] += m[i * kN + k] * row[i];
            }
            std::copy(next.begin(), next.end(), row);
        }
        make_orthonormal(rows, dims);
    }
    return rows;
}

}  // namespace

Discriminants::Discriminants() : within_(kN * kN, 0) {}

void Discriminants::add_class(const std::vector<Features>& copies) {
    Features mean{};
    for (const Features& copy : copies) {
        for (std::size_t k = 0; k < kN; ++k) mean[k] += copy[k];
    }
    for (float& value : mean) value /= static_cast<float>(copies.size());
    for (const Features& copy : copies) {
        Features off;
        for (std::size_t k = 0; k < kN; ++k) off[k] = copy[k] - mean[k];
        for (std::size_t i = 0; i < kN; ++i) {
            float* row = within_.data() + i * kN;
            for (std::size_t k = 0; k <= i; ++k) row[k] += off[i] * off[k];
        }
    }
    copies_ += copies.size();
    means_.push_back(mean);
}

std::vector<double> Discriminants::solve(std::size_t dims) const {
    Matrix within(kN * kN);
    double trace = 0;
    for (std::size_t i = 0; i < kN; ++i) {
        for (std::size_t k = 0; k <= i; ++k) {
            within[i * kN + k] = within[k * kN + i] =
                static_cast<double>(within_[i * kN + k]) / static_cast<double>(copies_);
        }
        trace += within[i * kN + i];
    }
    for (std::size_t i = 0; i < kN; ++i) within[i * kN + i] += kRidge * trace / kN;
    factorise(within);

    Features centre{};
    for (const Features& mean : means_) {
        for (std::size_t k = 0; k < kN; ++k) {
            centre[k] += mean[k] / static_cast<float>(means_.size());
        }
    }
    Matrix between(kN * kN, 0);
    std::vector<double> off(kN);
    for (const Features& mean : means_) {
        for (std::size_t k = 0; k < kN; ++k) off[k] = static_cast<double>(mean[k] - centre[k]);
        solve_lower(within, off.data());
        for (std::size_t i = 0; i < kN; ++i) {
            for (std::size_t k = 0; k <= i; ++k) between[i * kN + k] += off[i] * off[k];
        }
    }
    for (std::size_t i = 0; i < kN; ++i) {
        for (std::size_t k = 0; k < i; ++k) between[k * kN + i] = between[i * kN + k];
    }
    std::vector<double> rows = top_space(between, dims);
    for (std::size_t d = 0; d < dims; ++d) solve_upper(within, rows.data() + d * kN);
    return rows;
}

}  // namespace sunbooth::handwriting::train
