// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/domain/language.h"

#include <array>
#include <string>
#include <string_view>

namespace sunbooth::app::flow {

/// The pages. One at a time; dialogs lie over them (State::visit).
enum class Page {
    Attract,
    Home,
    CaseStart,
    CaseNumber,
    CaseSecret,
    CaseIdCard,
    CasePhone,
    CaseList,
    CaseResult,
    CaseMissing,
    ComplaintStart,
    ComplaintTopic,
    ComplaintWindow,
    ComplaintDay,
    ComplaintDate,
    ComplaintText,
    ComplaintReply,
    ComplaintPhone,
    ComplaintCheck,
    RatingWindow,
    RatingLevel,
    RatingReason,
    RatingComment,
    RatingReply,
    RatingPhone,
    QueueNumber,
    PlaceWords,
    PlaceList,
    ReceiptCode,
    Receipt,
    Busy,
    OutOfOrder,
    StaffSignIn,
    StaffCode,
    StaffPin,
    StaffHome,
    IssueKind,
    IssueWindow,
    IssueSeverity,
    IssueAspect,
    IssueText,
    IssueCheck,
    IssueDone,
    StaffRecords,
    StaffRecord,
    StaffLock,
    Help,
    CallStaff,
    Closed,
};
inline constexpr std::array kPages = {
    Page::Attract,        Page::Home,           Page::CaseStart,      Page::CaseNumber,
    Page::CaseSecret,     Page::CaseIdCard,     Page::CasePhone,      Page::CaseList,
    Page::CaseResult,     Page::ComplaintStart, Page::ComplaintTopic, Page::ComplaintWindow,
    Page::ComplaintDay,   Page::ComplaintDate,  Page::ComplaintText,  Page::ComplaintReply,
    Page::ComplaintPhone, Page::ComplaintCheck, Page::RatingWindow,   Page::RatingLevel,
    Page::RatingReason,   Page::RatingComment,  Page::RatingReply,    Page::RatingPhone,
    Page::ReceiptCode,    Page::Receipt,        Page::Busy,           Page::OutOfOrder,
    Page::StaffSignIn,    Page::StaffCode,      Page::StaffPin,       Page::StaffHome,
    Page::IssueKind,      Page::IssueWindow,    Page::IssueSeverity,  Page::IssueAspect,
    Page::IssueText,      Page::IssueCheck,     Page::IssueDone,      Page::StaffRecords,
    Page::StaffRecord,    Page::StaffLock,      Page::Help,           Page::CallStaff,
    Page::Closed,         Page::CaseMissing,    Page::QueueNumber,    Page::PlaceWords,
    Page::PlaceList,
};

/// Language-free name, the first half of every element id: "complaint_text".
const char* to_string(Page page);

/// Ids of the elements that a page's controls and blocks carry in the semantic tree:
/// `page.element`. Those of the shell are the same on every page. Ids that end in a dot are
/// completed by a code of the hall feed: "complaint_topic.topic." + "absent".
namespace id {

inline constexpr std::string_view kZh = "shell.zh", kEn = "shell.en", kUg = "shell.ug",
                                  kModes = "shell.modes", kExit = "shell.exit",
                                  kBack = "shell.back", kHome = "shell.home", kHelp = "shell.help",
                                  kHelper = "shell.helper", kCall = "shell.call",
                                  kContinue = "shell.continue", kKeyboard = "keyboard",
                                  kKeyboardTab = "keyboard.tab.";
inline constexpr std::string_view kErrorBanner = "shell.error";
inline constexpr std::string_view kPrint = "paper.print", kPaper = "paper.standing",
                                  kHomePaper = "home.paper";

inline constexpr std::string_view kSheet = "modes", kSheetClose = "modes.close",
                                  kSheetText = "modes.text.", kSheetTheme = "modes.theme.",
                                  kSheetReach = "modes.reach", kSheetMoreTime = "modes.more_time",
                                  kSheetSteady = "modes.steady", kSheetSimple = "modes.simple",
                                  kSheetStill = "modes.still", kSheetElder = "modes.elder";
inline constexpr std::string_view kSheetSpeech = "modes.speech", kSheetBlank = "modes.blank",
                                  kSheetQuiet = "modes.quiet", kSheetSlower = "modes.slower",
                                  kSheetFaster = "modes.faster", kSheetSofter = "modes.softer",
                                  kSheetLouder = "modes.louder";
inline constexpr std::string_view kIdle = "idle", kIdleStay = "idle.stay", kIdleEnd = "idle.end";
inline constexpr std::string_view kLeave = "leave", kLeaveStay = "leave.stay",
                                  kLeaveEnd = "leave.end";
inline constexpr std::string_view kSend = "send", kSendStay = "send.stay", kSendDo = "send.do";
inline constexpr std::string_view kWish = "wish", kWishStay = "wish.stay", kWishDo = "wish.do";

inline constexpr std::string_view kAttractCase = "attract.case",
                                  kAttractComplaint = "attract.complaint",
                                  kAttractRating = "attract.rating",
                                  kAttractReceipt = "attract.receipt",
                                  kAttractElder = "attract.elder", kAttractModes = "attract.modes",
                                  kAttractSpeech = "attract.speech";

inline constexpr std::string_view kHomeCase = "home.case", kHomeComplaint = "home.complaint",
                                  kHomeRating = "home.rating", kHomeReceipt = "home.receipt",
                                  kHomeBoard = "home.board", kHomeOffline = "home.offline",
                                  kHomeRefusal = "home.refusal", kHomeNotice = "home.notice",
                                  kHomeStaff = "home.staff", kHomeFont = "home.font.";

inline constexpr std::string_view kCaseByNumber = "case_start.number",
                                  kCaseByPerson = "case_start.person",
                                  kCaseNoNumber = "case_start.none", kCaseScan = "case_start.scan";
inline constexpr std::string_view kCaseNumberField = "case_number.field",
                                  kCaseNumberSketch = "case_number.sketch",
                                  kHelpSketch = "help.sketch";
inline constexpr std::string_view kCaseSecretField = "case_secret.field",
                                  kCaseSecretOffline = "case_secret.offline";
inline constexpr std::string_view kIdCardField = "case_id_card.field",
                                  kCasePhoneField = "case_phone.field", kCaseRow = "case_list.row.",
                                  kCasePager = "case_list.pager";
inline constexpr std::string_view kCaseProgress = "case_result.progress",
                                  kCaseFacts = "case_result.facts",
                                  kCaseSnapshot = "case_result.snapshot",
                                  kCaseLate = "case_result.late",
                                  kCaseComplain = "case_result.complain",
                                  kCaseAgain = "case_result.again";
inline constexpr std::string_view kMissingSearched = "case_missing.searched",
                                  kMissingReasons = "case_missing.lines",
                                  kMissingWho = "case_missing.who",
                                  kMissingMend = "case_missing.mend",
                                  kMissingOther = "case_missing.other";

inline constexpr std::string_view kTopic = "complaint_topic.topic.";
inline constexpr std::string_view kComplaintWindow = "complaint_window.window.",
                                  kComplaintWindowUnknown = "complaint_window.unknown",
                                  kComplaintWindowPager = "complaint_window.pager",
                                  kComplaintFind = "complaint_window.find",
                                  kTopicPager = "complaint_topic.pager";
inline constexpr std::string_view kDay = "complaint_day.day.", kDate = "complaint_date.day.",
                                  kDatePager = "complaint_date.pager",
                                  kCheckDay = "complaint_check.day";
inline constexpr std::string_view kTextField = "complaint_text.field",
                                  kTextPhrase = "complaint_text.phrase.";
inline constexpr std::string_view kComplaintFacts = "complaint_start.facts";
inline constexpr std::string_view kComplaintCall = "complaint_reply.call",
                                  kComplaintNoCall = "complaint_reply.none";
inline constexpr std::string_view kPhoneField = "complaint_phone.field";
inline constexpr std::string_view kCheckTopic = "complaint_check.topic",
                                  kCheckWindow = "complaint_check.window",
                                  kCheckText = "complaint_check.text",
                                  kCheckPhone = "complaint_check.phone",
                                  kCheckSubmit = "complaint_check.submit";

inline constexpr std::string_view kRatingWindow = "rating_window.window.",
                                  kRatingHall = "rating_window.hall",
                                  kRatingWindowPager = "rating_window.pager",
                                  kRatingQueue = "rating_window.queue",
                                  kRatingFind = "rating_window.find";
inline constexpr std::string_view kQueueField = "queue_number.field",
                                  kPlaceField = "place_words.field", kPlaceRow = "place_list.row.",
                                  kPlacePager = "place_list.pager";
inline constexpr std::string_view kLevel = "rating_level.level.";
inline constexpr std::string_view kTag = "rating_reason.tag.", kTagPager = "rating_reason.pager",
                                  kRatingSubmit = "rating_reason.submit";
inline constexpr std::string_view kCommentField = "rating_comment.field",
                                  kCommentPhrase = "rating_comment.phrase.",
                                  kRatingCall = "rating_reply.call",
                                  kRatingNoCall = "rating_reply.none",
                                  kRatingReplySubmit = "rating_reply.submit",
                                  kRatingPhoneField = "rating_phone.field",
                                  kRatingPhoneSubmit = "rating_phone.submit";

inline constexpr std::string_view kReceiptField = "receipt_code.field";
inline constexpr std::string_view kReceiptCard = "receipt.card", kReceiptNext = "receipt.next",
                                  kReceiptStanding = "receipt.standing",
                                  kReceiptFacts = "receipt.facts", kReceiptReply = "receipt.reply",
                                  kReceiptFinding = "receipt.finding",
                                  kReceiptExtension = "receipt.extension",
                                  kReceiptRefusal = "receipt.refusal",
                                  kReceiptNeeded = "receipt.needed", kReceiptWish = "receipt.wish.",
                                  kReceiptDone = "receipt.done", kReceiptAgain = "receipt.again";

inline constexpr std::string_view kStaffUsePin = "staff_sign_in.pin",
                                  kStaffCodeField = "staff_code.field",
                                  kStaffPinField = "staff_pin.field";
inline constexpr std::string_view kSignInLines = "staff_sign_in.lines",
                                  kLockLines = "staff_lock.lines", kStaffBoard = "staff_home.board";
inline constexpr std::string_view kStaffDuty = "staff_home.duty",
                                  kStaffLatest = "staff_home.latest", kStaffLog = "staff_home.log",
                                  kStaffNil = "staff_home.nil", kStaffOwn = "staff_home.records",
                                  kStaffWaiting = "staff_home.waiting",
                                  kStaffLockNow = "staff_home.lock";
inline constexpr std::string_view kIssueKind = "issue_kind.kind.";
inline constexpr std::string_view kIssueWindow = "issue_window.window.",
                                  kIssueNoWindow = "issue_window.none",
                                  kIssueWindowPager = "issue_window.pager";
inline constexpr std::string_view kIssueSeverity = "issue_severity.severity.";
inline constexpr std::string_view kIssueAspect = "issue_aspect.aspect.",
                                  kIssueAspectPager = "issue_aspect.pager",
                                  kIssueWhen = "issue_aspect.when.";
inline constexpr std::string_view kIssueTextField = "issue_text.field",
                                  kIssuePhrase = "issue_text.phrase.";
inline constexpr std::string_view kIssueCheckKind = "issue_check.kind",
                                  kIssueCheckWindow = "issue_check.window",
                                  kIssueCheckSeverity = "issue_check.severity",
                                  kIssueCheckAspect = "issue_check.aspect",
                                  kIssueCheckText = "issue_check.text",
                                  kIssueSubmit = "issue_check.submit";
inline constexpr std::string_view kIssueCard = "issue_done.card",
                                  kIssueStanding = "issue_done.standing",
                                  kIssueAgain = "issue_done.again", kIssueHome = "issue_done.home";
inline constexpr std::string_view kOwnFilter = "staff_records.filter.",
                                  kOwnRow = "staff_records.row.", kOwnPager = "staff_records.pager",
                                  kOwnSource = "staff_records.source",
                                  kOwnBoard = "staff_records.board",
                                  kOwnQueue = "staff_records.queue",
                                  kOwnFacts = "staff_record.facts",
                                  kOwnAgain = "staff_record.again";
inline constexpr std::string_view kLockPin = "staff_lock.pin";

inline constexpr std::string_view kHelpCall = "help.call", kHelpRead = "help.read",
                                  kHelpLines = "help.lines", kHelpWho = "help.who",
                                  kCallWho = "call_staff.who",
                                  kCallStanding = "call_staff.standing",
                                  kCallAgain = "call_staff.again";
inline constexpr std::string_view kClosedReceipt = "closed.receipt",
                                  kClosedOnline = "closed.online",
                                  kOutOnline = "out_of_order.online";

inline constexpr std::string_view kBusyStatus = "busy.status", kBusyCancel = "busy.cancel";

/// The id of one language key.
std::string_view of(domain::Language language);

}  // namespace id

}  // namespace sunbooth::app::flow
