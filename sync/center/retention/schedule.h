// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/date.h"

#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::center::retention {

enum class What { Contact, Words, Queue, Parked };
const char* to_string(What what);  ///< "contact", "words", "queue", "parked"; stored: never rename.
enum class Of { Ticket, Rating, Issue, Terminal };
const char* to_string(Of of);

/// One rule: what goes how many calendar days after the end of a ticket or of a monitor's report,
/// or after the filing of a rating, or after a terminal's damaged queue came, or a record of it
/// that could not be taken.
struct Keep {
    std::string name;
    What what = What::Contact;
    Of of = Of::Ticket;
    int days = 0;
};
struct Schedule {
    domain::Date from;   ///< The first day on which it applies.
    int hour = 3;        ///< Of the night at the hall in which it is carried out.
    int spool_days = 0;  ///< For so long a day's file of notices waits for the operator's gateway.
    int replaced_days = 0;  ///< For so long what a restore replaced is kept aside (restore.h).
    std::vector<Keep> rules;
};

/// @return InvalidInput naming the field.
Result<Schedule> read_schedule(std::string_view toml);
/// The one that comes along; parsed once. Any thread.
const Schedule& schedule();

}  // namespace sunbooth::center::retention
