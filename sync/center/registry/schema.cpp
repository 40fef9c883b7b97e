// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/schema.h"

#include "center_migrations.h"

#include <array>

namespace sunbooth::center::registry {

std::span<const std::string_view> center_schema() {
    static const std::array kMigrations = {
        migrations::_0001_registry_sql,        migrations::_0002_fleet_sql,
        migrations::_0003_intake_sql,          migrations::_0011_tickets_sql,
        migrations::_0013_cases_sql,           migrations::_0014_accounts_sql,
        migrations::_0021_lists_sql,           migrations::_0022_marks_sql,
        migrations::_0023_course_sql,          migrations::_0024_dispatch_sql,
        migrations::_0025_cards_sql,           migrations::_0030_life_sql,
        migrations::_0040_office_sql,          migrations::_0041_statistics_sql,
        migrations::_0050_monitoring_sql,      migrations::_0070_changes_sql,
        migrations::_0071_entries_sql,         migrations::_0072_documents_sql,
        migrations::_0073_idempotency_sql,     migrations::_0074_retention_sql,
        migrations::_0080_case_person_sql,     migrations::_0085_case_lists_sql,
        migrations::_0090_calendar_sql,        migrations::_0110_kiosk_health_sql,
        migrations::_0120_supervision_sql,     migrations::_0121_notices_sql,
        migrations::_0122_samples_sql,         migrations::_0140_notices_sql,
        migrations::_0141_samples_sql,         migrations::_0142_lists_sql,
        migrations::_0143_hall_file_sql,       migrations::_0150_updates_sql,
        migrations::_0160_quarantine_sql,      migrations::_0170_stand_sql,
        migrations::_0171_reminders_sql,       migrations::_0190_quarantine_ends_sql,
        migrations::_0200_assignments_sql,     migrations::_0210_papers_sql,
        migrations::_0220_notice_language_sql, migrations::_0230_case_links_sql,
        migrations::_0240_lent_rules_sql,      migrations::_0241_program_calendar_sql,
        migrations::_0245_case_stood_sql,      migrations::_0246_card_evidence_sql,
        migrations::_0247_issue_rectified_sql, migrations::_0251_parked_sql,
        migrations::_0252_ticket_topics_sql,   migrations::_0260_rating_lists_sql,
    };
    return kMigrations;
}

}  // namespace sunbooth::center::registry
