import type { RefusalCatalogue } from '#kernel/refusal'

export const fundRefusals = {
  'fund.no_plan': {
    status: 409,
    zh: '还没有载入方案，不知道有哪些资金来源和类别。请先在“方案”页载入方案。',
    en: 'No plan is loaded, so sources and categories are not known. Load the plan first.',
  },
  'fund.source_unknown': {
    status: 422,
    zh: '方案中没有资金来源“{source}”。请从列表中选择：{known}。',
    en: 'The plan has no source {source}. Choose one of: {known}.',
  },
  'fund.category_unknown': {
    status: 422,
    zh: '“{source}”没有类别“{category}”。一项支出只归一个类别，请从该来源的类别中选择：{known}。',
    en: '{source} has no category {category}. Choose one of: {known}.',
  },
  'fund.amount': {
    status: 422,
    zh: '金额须大于零。请填写以元计的金额，最多两位小数。',
    en: 'The amount must be more than zero.',
  },
  'fund.day_future': {
    status: 422,
    zh: '日期晚于今天（{today}）。请填写实际发生的日期。',
    en: 'The day is later than today ({today}).',
  },
  'fund.evidence_unknown': {
    status: 422,
    zh: '找不到这份证据文件。请先上传文件，再提交。',
    en: 'This evidence file is not known. Upload it first.',
  },
  'fund.evidence_not_found': {
    status: 404,
    zh: '资金账里没有引用这份文件。请从分录、到账或安排里打开证据。',
    en: 'No entry of the fund names this file.',
  },
  'fund.document_known': {
    status: 409,
    zh: '文号“{document}”的{source}已经登记过到账。同一文号分批到账时，请在文号后注明批次，如“（第二批）”。',
    en: 'The arrival of {document} from {source} is registered already. Name the batch if it came in parts.',
  },
  'fund.short': {
    status: 409,
    zh: '“{what}”可用 {free}，要用 {asked}，差 {lack}。请减少金额，或先分配资金、释放不再需要的安排。',
    en: '{what} has {free} free, {asked} was asked: {lack} short. Ask for less, allocate more, or release.',
  },
  'fund.band_above': {
    status: 409,
    zh: '{measure}后“{category}”为 {amount}，超过方案上限 {share}（{limit}）。请减少金额；方案写“原则上”的，可先由另一人批准占比例外。',
    en: '{measure}: {category} would have {amount}, above its {share} ({limit}). Reduce it, or have an exception approved where the plan says in principle.',
  },
  'fund.band_starves': {
    status: 409,
    zh: '{measure}后剩下的资金不够“{category}”达到方案下限 {share}（{limit}），还差 {lack}。请减少金额；方案写“原则上”的，可先由另一人批准占比例外。',
    en: '{measure}: what is left would not bring {category} to its {share} ({limit}); {lack} would be missing.',
  },
  'fund.expense_category': {
    status: 409,
    zh: '“{project}”的“{expense}”已归入“{category}”。一项支出只归一个类别：请改用该类别，或写明是另一项支出。',
    en: '{expense} of {project} is booked to {category} already; one expense has exactly one category.',
  },
  'fund.expense_known': {
    status: 409,
    zh: '“{project}”的“{expense}”已从“{source}”安排过资金。同一支出不得重复享受；要增加金额，请先终止原安排。',
    en: '{expense} of {project} has money from {source} already: nothing is paid twice.',
  },
  'fund.allotment_not_found': {
    status: 404,
    zh: '没有这项资金安排。请从安排列表中打开。',
    en: 'There is no such allotment.',
  },
  'fund.same_person': {
    status: 409,
    zh: '您已经{did}这项安排，不能再由您{does}。提出、审定、支付须为三个人，请由同事办理。',
    en: 'You have taken part in this allotment before: proposer, approver and payer are three people.',
  },
  'fund.not_waiting': {
    status: 409,
    zh: '这项安排{state}，不能再审定。请刷新页面查看现状。',
    en: 'This allotment no longer waits for approval.',
  },
  'fund.not_committed': {
    status: 409,
    zh: '这项安排{state}，不能支付。请先由领导小组审定。',
    en: 'This allotment is not approved, or has ended: it cannot be paid.',
  },
  'fund.more_than_committed': {
    status: 409,
    zh: '已审定未支付的只有 {rest}，要支付 {asked}。请核对凭证金额。',
    en: 'Only {rest} is approved and unpaid, {asked} was asked.',
  },
  'fund.more_than_paid': {
    status: 409,
    zh: '已支付的只有 {rest}，要追回 {asked}。请核对金额。',
    en: 'Only {rest} was paid, {asked} cannot be recovered.',
  },
  'fund.nothing_left': {
    status: 409,
    zh: '这项安排没有未支付的资金可以释放。',
    en: 'This allotment has nothing left to release.',
  },
  'fund.notice_missing': {
    status: 409,
    zh: '这项安排付款前须公示，还没有附上公示。请先发布公示并附到本安排。',
    en: 'This allotment is paid after a public notice only; none is attached yet.',
  },
  'fund.notice_running': {
    status: 409,
    zh: '公示“{title}”{state}，至{through}（含）。期满次日起、异议了结后才能付款，支付日期也不能早于此。',
    en: 'The notice {title} has not passed: it runs through {through}, and its objections must be settled. Pay after it.',
  },
  'fund.notice_unknown': {
    status: 422,
    zh: '没有编号为 {notice} 的有效公示。请从公示列表查编号；已撤回的不能附。',
    en: 'There is no notice {notice} in force.',
  },
  'fund.notice_attached': {
    status: 409,
    zh: '这项安排已附公示 {notice}。公示撤回后才能改附。',
    en: 'Notice {notice} is attached already; another may be once it is withdrawn.',
  },
  'fund.voucher_known': {
    status: 409,
    zh: '凭证号“{voucher}”已经付过一笔。一张凭证只付一次，请核对凭证号。',
    en: 'Voucher {voucher} has been paid already.',
  },
  'fund.year_closed': {
    status: 409,
    zh: '{year}年已经封账。请用{next}年的日期登记，并在理由里注明所属年度。',
    en: 'The year {year} is closed. Use a day of {next}.',
  },
  'fund.year_not_over': {
    status: 409,
    zh: '{year}年还没有结束，不能结转。请在{next}年1月1日以后办理。',
    en: '{year} is not over yet.',
  },
  'fund.later_entries': {
    status: 409,
    zh: '{year}年以后已有 {count} 笔分录，结转的余额会与当年不符。请按登记的先后结转：先封账，再登记新年度。',
    en: '{count} entries are dated after {year}: close a year before entering the next.',
  },
  'fund.through_origin': {
    status: 409,
    zh: '这项安排属于一个项目，审定、支付、释放、追回都随合同和里程碑办理。请到“项目”页面办理。',
    en: 'This allotment belongs to a project: it is approved, paid, released and recovered there.',
  },
  'fund.what_if_short': {
    status: 409,
    zh: '“{place}”的钱不够，差 {lack}，这一步没有算进去。请减少金额，或换一个次序。',
    en: '{place} is {lack} short: this move was left out.',
  },
  'fund.withdrawal_not_found': {
    status: 404,
    zh: '没有这条待批准的收回。请刷新页面查看现状。',
    en: 'There is no such withdrawal to be approved.',
  },
  'fund.exception_not_found': {
    status: 404,
    zh: '没有这条待批准的占比例外。请刷新页面查看现状。',
    en: 'There is no such exception to be approved.',
  },
  'fund.exception_not_allowed': {
    status: 409,
    zh: '“{category}”的占比方案没有写“原则上”，不能例外。需要改变时，请先修订方案。',
    en: 'The plan does not say in principle for {category}: no exception is possible.',
  },
  'fund.exception_order': {
    status: 422,
    zh: '下限不能高于上限，上限不能超过100%。',
    en: 'The lower share may not exceed the upper one, nor the upper 100%.',
  },
} as const satisfies RefusalCatalogue
