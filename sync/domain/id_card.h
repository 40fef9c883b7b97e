// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/base/secret.h"
#include "sync/domain/date.h"

#include <string_view>

namespace sunbooth::domain {

/// What is wrong with the number of a card, for the page that has to say how to mend it.
enum class IdCardFault {
    None,
    Length,    ///< Not 18 characters.
    Sign,      ///< Another character than digits and a last X.
    Division,  ///< Begins with no province.
    Day,       ///< Names no day, or one that has not come.
    Check,     ///< The last character is not the one that the others ask for.
};
IdCardFault id_card_fault(std::string_view typed, Date today);

/// Number of a resident's card (GB 11643-1999): division, date of birth, sequence, and a check
/// character by ISO 7064 MOD 11-2. Cards of 15 digits are void since 2013. A division that no list
/// knows is taken: cards outlive the county that issued them. Residence permits for people of Hong
/// Kong, Macao and Taiwan (81, 82, 83) follow the same rule. Blanks are cut, x becomes X.
/// @return InvalidInput naming "id_card"; never which character ought to stand where.
Result<SecretText> checked_id_card(std::string_view typed, Date today);

/// Unified social credit code of an organisation (GB 32100-2015): 18 characters with the check
/// character of its own, and of the organisation's code in it (GB 11714). Blanks are cut, small
/// letters become capital. @return InvalidInput naming "org_code".
Result<std::string> checked_org_code(std::string_view typed);

}  // namespace sunbooth::domain
