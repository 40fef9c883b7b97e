// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/cases/cases.h"
#include "tests/center/fresh_center.h"

namespace sunbooth::tests {

inline const std::string kHeader =
    "case_no,service,unit,window,applicant_surname,id_last4,phone_last4,query_code,stage,"
    "accepted_on,promised_wd,statutory_wd,due_on,updated_at\n";
inline const std::string kWang =
    "420600-2026-0001,食品经营许可,scjg,3,王,002X,5678,XY7K-29QX-M4T8,reviewing,2026-11-09,15,20,"
    "2026-11-30,2026-11-20 09:00\n";
inline const std::string kLi =
    "420600-2026-0002,企业设立登记,scjg,2,李,6031,5270,JNXM23H3YFCY,received,,1,5,,2026-11-21\n";

/// A day on which these can have been told.
inline const WallTime kToldAt = at_hall(domain::Date::of(2026, 11, 23), 600);

/// A center with some cases, and a clock.
class CaseFile {
public:
    center::cases::ImportReport import(const std::string& rows) {
        const auto report = center::cases::import_csv(db(), kHeader + rows, {key(), random_, now});
        REQUIRE(report.ok());
        return report.value();
    }
    Result<domain::CaseView> ask(const std::string& case_no, const std::string& secret,
                                 const std::string& kiosk = "hall-a-1") {
        return center::cases::look_up(db(), key(), {case_no, secret, kiosk}, now);
    }
    /// Rows that end with the whole number of the id card.
    center::cases::ImportReport import_persons(const std::string& rows) {
        std::string header = kHeader;
        header.insert(header.size() - 1, ",id_no");
        const auto report = center::cases::import_csv(db(), header + rows, {key(), random_, now});
        REQUIRE(report.ok());
        return report.value();
    }
    Result<std::vector<domain::CaseView>> ask_person(const std::string& id_card,
                                                     const std::string& phone_last4,
                                                     const std::string& kiosk = "hall-a-1") {
        return center::cases::look_up_person(db(), key(), {id_card, phone_last4, kiosk}, now);
    }
    store::Database& db() { return center.db(); }
    const seal::SecretKey& key() const { return key_; }

    FreshCenter center;
    WallTime now = kToldAt;

private:
    SeededRandom random_{3};
    seal::SecretKey key_ = seal::make_secret_key(random_);
};

}  // namespace sunbooth::tests
