import type { RefusalCatalogue } from '#kernel/refusal'

export const projectRefusals = {
  'project.not_found': {
    status: 404,
    zh: '没有这个项目。请从项目列表中打开。',
    en: 'There is no such project.',
  },
  'project.nothing_public': {
    status: 404,
    zh: '还没有发布过采购公告的项目，开放数据里暂时没有内容。第一个项目公告后再来取。',
    en: 'No project has been announced yet, so there is no open data. Come back after the first announcement.',
  },
  'project.not_now': {
    status: 409,
    zh: '项目现在在“{state}”环节，不能{event}。请刷新页面，按页面上的下一步办理。',
    en: 'The project stands at {state}: this cannot be done now.',
  },
  'project.name_known': {
    status: 409,
    zh: '已有同名的项目“{name}”。同一项目不得重复立项；另一期请在名称中写明。',
    en: 'There is a project of this name already.',
  },
  'project.category_unknown': {
    status: 422,
    zh: '方案中没有类别“{category}”。一个项目只归一个类别，请从列表中选择：{known}。',
    en: 'The plan has no category {category}. Choose one of: {known}.',
  },
  'project.source_unknown': {
    status: 422,
    zh: '方案中没有资金来源“{source}”。请从列表中选择：{known}。',
    en: 'The plan has no source {source}. Choose one of: {known}.',
  },
  'project.source_twice': {
    status: 422,
    zh: '资金来源“{source}”写了两次。请合并为一行。',
    en: 'The source {source} is named twice.',
  },
  'project.evidence_unknown': {
    status: 422,
    zh: '找不到这份证据文件。请先上传文件，再提交。',
    en: 'This evidence file is not known. Upload it first.',
  },
  'project.evidence_not_found': {
    status: 404,
    zh: '项目里没有引用这份文件。请从项目页面打开证据。',
    en: 'No project names this file.',
  },
  'project.day_future': {
    status: 422,
    zh: '日期晚于今天（{today}）。请填写实际发生的日期。',
    en: 'The day is later than today ({today}).',
  },
  'project.why_needed': {
    status: 422,
    zh: '这是第 {version} 版。请写明为什么改动，改动后须重新核准。',
    en: 'This is version {version}: say why it changes.',
  },
  'project.same_person': {
    status: 409,
    zh: '这一项由您{did}，不能再由您{does}。请由同事办理。',
    en: 'You have taken part before; this takes another person.',
  },
  'project.number_known': {
    status: 409,
    zh: '编号“{number}”已经用过。请核对公告或合同上的编号。',
    en: 'The number {number} is taken.',
  },
  'project.opens_before_notice': {
    status: 422,
    zh: '开标时刻须在公告日期之后。请核对。',
    en: 'The opening must lie after the announcement.',
  },
  'project.clock_early': {
    status: 409,
    zh: '“{clock}”不少于{least}，最早 {earliest}。依据：{source}。请改期，或由办公室核实该期限。',
    en: '{clock}: at least {least}, not before {earliest}.',
  },
  'project.bid_late': {
    status: 409,
    zh: '收到时间晚于投标截止（{closes}）或已经开标，不能再收。请退回并留存记录。',
    en: 'The bid came after the deadline ({closes}) or after the opening.',
  },
  'project.bidder_known': {
    status: 409,
    zh: '“{bidder}”已经投过标。一家只能投一次，请核对信用代码。',
    en: 'This bidder has a bid already.',
  },
  'project.credit_code': {
    status: 422,
    zh: '统一社会信用代码不对：{why}。请对照营业执照填写 18 位代码。',
    en: 'The credit code is wrong.',
  },
  'project.opening_early': {
    status: 409,
    zh: '开标时刻是 {opens}，现在还不能开。请到时办理。',
    en: 'Bids are opened at {opens}, not before.',
  },
  'project.bids_incomplete': {
    status: 422,
    zh: '收到 {received} 份投标，只填了 {given} 份。所有投标须同时打开，请补齐每一份的报价。',
    en: '{received} bids were received, {given} are given: all are opened at once.',
  },
  'project.no_bids': {
    status: 409,
    zh: '还没有收到投标。没有投标的，请登记采购失败。',
    en: 'No bid was received.',
  },
  'project.bid_unknown': {
    status: 422,
    zh: '这次采购没有这份有效投标。请从开标记录中选择。',
    en: 'There is no such valid bid.',
  },
  'project.invalid_needs_why': {
    status: 422,
    zh: '无效投标须写明理由。请补填。',
    en: 'Say why a bid is not valid.',
  },
  'project.above_budget': {
    status: 409,
    zh: '报价 {amount} 超过预算 {budget}。不能中标；要提高预算须重报方案核准。',
    en: 'The bid of {amount} is above the budget of {budget}.',
  },
  'project.publish_once': {
    status: 422,
    zh: '中标结果请二选一：在本系统公示，或写明在哪里公示过、起止日期。',
    en: 'Publish here, or say where it was published: one of the two.',
  },
  'project.published_days': {
    status: 422,
    zh: '公示起止日期不对：截止须晚于公布日。请对照公示网页填写。',
    en: 'The days of publication are wrong.',
  },
  'project.award_not_public': {
    status: 409,
    zh: '中标结果的公示要到 {through} 期满并了结异议，合同签订日期不能早于次日。请到期后再办。',
    en: 'The award notice runs through {through}; sign after it.',
  },
  'project.parts_sum': {
    status: 422,
    zh: '各里程碑合计 {milestones}，各来源合计 {money}，应当相等，都等于合同价。请核对。',
    en: 'Milestones add up to {milestones}, money to {money}: both must be the value of the contract.',
  },
  'project.places_order': {
    status: 422,
    zh: '里程碑的序号重复或不连续。请按 1、2、3 排列。',
    en: 'The milestones must be numbered 1, 2, 3.',
  },
  'project.above_award': {
    status: 409,
    zh: '合同价 {amount} 高于中标价 {award}。请按中标价签订。',
    en: 'The contract of {amount} is above the award of {award}.',
  },
  'project.supplement_limit': {
    status: 409,
    zh: '原合同 {original}，补充合同累计不得超过 {percent}%（{most}，{source}）；以往已追加 {before}，这次再加 {added} 就超过了。请减少追加，或另行采购。',
    en: 'Supplements may add {percent}% of the original {original} together, {most}; {before} were added before, {added} now.',
  },
  'project.deposit_limit': {
    status: 409,
    zh: '{kind}合计不得超过合同价的 {percent}%（{most}，{source}）；已收未退 {held}，再收 {asked} 就超过了。请按限额收取。',
    en: 'Deposits of this kind may be {percent}% of the contract together, {most}; {held} are held, {asked} asked.',
  },
  'project.deposit_form': {
    status: 422,
    zh: '只有质量保证金能从应付款中预留。履约保证金请选保函、支票汇票或转账。',
    en: 'Only a warranty deposit is held back of what is due.',
  },
  'project.deposit_days': {
    status: 422,
    zh: '退还日期不能早于收取日期 {received}。请核对。',
    en: 'It cannot go back before {received}, when it came.',
  },
  'project.deposit_not_found': {
    status: 404,
    zh: '没有这笔未退的保证金。请刷新页面查看现状。',
    en: 'There is no such deposit to be returned.',
  },
  'project.deposit_too_much': {
    status: 422,
    zh: '收了 {held}，不能退 {asked}。请按收取的金额填写。',
    en: '{held} was taken; {asked} cannot go back.',
  },
  'project.deposit_needs_why': {
    status: 422,
    zh: '没有全额退还，须写明扣留的理由和依据。请补填。',
    en: 'Say why a part is kept.',
  },
  'project.more_than_paid': {
    status: 409,
    zh: '里程碑“{name}”从“{source}”付过、还没有追回的没有一笔够 {asked}（最多 {most}）。请按来源和凭证分开追回。',
    en: 'No money of {source} paid for milestone {name} covers {asked} (at most {most}).',
  },
  'project.clock_unit': {
    status: 422,
    zh: '“{clock}”的单位应是{unit}。请改选单位。',
    en: 'This one is counted in {unit}.',
  },
  'project.contract_known': {
    status: 409,
    zh: '这个项目已有合同“{number}”等待审定或已审定。要改动请提出合同变更。',
    en: 'This project has the contract {number} already.',
  },
  'project.version_waits': {
    status: 409,
    zh: '第 {version} 版合同还在等审定。请先审定或退回，再提出新的变更。',
    en: 'Version {version} of the contract waits for its verdict.',
  },
  'project.version_not_found': {
    status: 404,
    zh: '没有等待审定的这一版合同。请刷新页面查看现状。',
    en: 'There is no such version waiting.',
  },
  'project.accepted_stays': {
    status: 409,
    zh: '里程碑“{name}”已验收或已付款，金额 {amount} 不能变更。请只改未验收的里程碑。',
    en: 'The milestone {name} is accepted or paid: its {amount} stay.',
  },
  'project.source_paid': {
    status: 409,
    zh: '“{source}”在这份合同上已付 {paid}，变更后不能低于此数。请核对各来源金额。',
    en: '{paid} of {source} is paid on this contract; it cannot go below.',
  },
  'project.decline_needs_why': {
    status: 422,
    zh: '不同意须写明理由，起草人才知道怎么改。请补填。',
    en: 'Say why it is declined.',
  },
  'project.milestone_unknown': {
    status: 422,
    zh: '合同里没有第 {place} 个里程碑。请从列表中选择。',
    en: 'The contract has no milestone {place}.',
  },
  'project.milestone_state': {
    status: 409,
    zh: '里程碑“{name}”{state}，现在不能{does}。请刷新页面查看现状。',
    en: 'The milestone {name} is {state}: not now.',
  },
  'project.delivery_not_found': {
    status: 404,
    zh: '没有等待验收的这次交付。请刷新页面查看现状。',
    en: 'There is no such delivery waiting.',
  },
  'project.above_milestone': {
    status: 409,
    zh: '里程碑“{name}”金额 {amount}，已付 {paid}，再付 {asked} 就超过了。请核对凭证金额。',
    en: 'Milestone {name} is {amount}, {paid} is paid; {asked} is too much.',
  },
  'project.source_short': {
    status: 409,
    zh: '合同从“{source}”占用的资金里没有一笔够付 {asked}（最多 {most}）。请按来源分开填凭证。',
    en: 'No money of {source} committed to this contract covers {asked} (at most {most}).',
  },
  'project.acceptance_not_public': {
    status: 409,
    zh: '这个里程碑须验收公示期满才能付款：{state}。请等公示期满、异议了结，支付日期也不能早于此。',
    en: 'This milestone is paid after the acceptance notice has passed: {state}.',
  },
  'project.notice_stands': {
    status: 409,
    zh: '公示 {notice} 还有效。撤回后才能另发一份。',
    en: 'Notice {notice} stands.',
  },
  'project.notice_not_passed': {
    status: 409,
    zh: '验收公示还没有期满或有异议未了结，不能进入绩效评价。请到期后再办。',
    en: 'The acceptance notice has not passed.',
  },
  'project.duty_of_another': {
    status: 403,
    zh: '“{kind}”是{role}的职责，不由您登记。请由该部门的账号办理。',
    en: 'This duty belongs to another department.',
  },
  'project.clock_unknown': {
    status: 404,
    zh: '没有这项法定期限。请从列表中选择。',
    en: 'There is no such clock.',
  },
  'project.no_plan': {
    status: 409,
    zh: '还没有载入方案，不知道有哪些资金来源和类别。请先在“方案”页载入方案。',
    en: 'No plan is loaded. Load the plan first.',
  },
} as const satisfies RefusalCatalogue
