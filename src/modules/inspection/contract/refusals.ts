import type { RefusalCatalogue } from '#kernel/refusal'

export const inspectionRefusals = {
  'inspection.lot_unknown': {
    status: 404,
    zh: '没有这个批次，或您无权查看。请从批次列表中重新选择。',
    en: 'No such lot, or it is not yours to see.',
  },
  'inspection.sample_unknown': {
    status: 404,
    zh: '没有这个样品，或您无权查看。请核对样品码后重试。',
    en: 'No such sample. Check its code.',
  },
  'inspection.task_unknown': {
    status: 404,
    zh: '没有这个检测任务。请刷新列表后重新选择。',
    en: 'No such task.',
  },
  'inspection.method_unknown': {
    status: 422,
    zh: '方法“{code}”今天不在登记册中或已停用。请从列表中选择现行方法。',
    en: 'The method {code} is not in force today.',
  },
  'inspection.food_unknown': {
    status: 422,
    zh: '没有登记“{code}”这个品类。请从列表中选择。',
    en: 'No such food: {code}.',
  },
  'inspection.method_means_nothing': {
    status: 422,
    zh: '{method}不适用于{food}，测了也没有意义。{instead}',
    en: '{method} means nothing for {food}.',
  },
  'inspection.later': {
    status: 422,
    zh: '{what}不能晚于现在。请核对时间。',
    en: 'The time lies ahead. Correct it.',
  },
  'inspection.not_blind': {
    status: 409,
    zh: '样品是您自己抽的，须由另一人检测，检测人只见样品码。请换人测定。',
    en: 'You drew this sample: somebody else must test it.',
  },
  'inspection.sample_closed': {
    status: 409,
    zh: '样品 {code} 现在是“{state}”，不能再录测定结果。阳性不能靠反复检测变成合格。',
    en: 'Sample {code} takes no more readings: {state}.',
  },
  'inspection.already_tested': {
    status: 409,
    zh: '样品 {code} 已有有效的阴性读数，等待复核，不用再测。',
    en: 'Sample {code} has its reading and waits for review.',
  },
  'inspection.no_rapid_run': {
    status: 409,
    zh: '样品按{method}送实验室检测，不在检测台测定；请录入实验室报告。',
    en: 'This sample goes to a laboratory; enter its report.',
  },
  'inspection.instrument_unknown': {
    status: 422,
    zh: '没有这台仪器或已停用。请先登记仪器。',
    en: 'No such instrument.',
  },
  'inspection.not_calibrated': {
    status: 409,
    zh: '仪器“{name}”在测定当日没有有效的检定校准。请先校准并登记证书。',
    en: 'The instrument {name} was not calibrated that day.',
  },
  'inspection.reagent_expired': {
    status: 409,
    zh: '试剂“{name}”（批号 {batch}）在测定当日已过期（{until} 止）。请换用有效试剂。',
    en: 'The reagent {name} {batch} had expired.',
  },
  'inspection.instrument_missing': {
    status: 422,
    zh: '{method}须写明用哪台仪器测的。请选择检定有效的仪器；还没有就先登记仪器和检定。',
    en: '{method} needs the instrument it was measured with.',
  },
  'inspection.reagent_missing': {
    status: 422,
    zh: '{method}须写明用哪批试剂。请选择没有过期的试剂；还没有就先登记试剂。',
    en: '{method} needs the batch of reagent that was used.',
  },
  'inspection.before_sampling': {
    status: 422,
    zh: '测定时间早于抽样时间（{taken}）。请核对测定时间。',
    en: 'This was measured before the sample was drawn.',
  },
  'inspection.no_key': {
    status: 409,
    zh: '这把设备密钥还没有绑定仪器。请在“仪器与试剂”中绑定后再传。',
    en: 'This machine key is bound to no instrument yet.',
  },
  'inspection.line_unknown': {
    status: 404,
    zh: '没有这一行仪器读数，或已经用过。请刷新后重选。',
    en: 'No such device line, or it is used already.',
  },
  'inspection.same_person': {
    status: 409,
    zh: '检测人不能复核自己的结果。请由另一人复核。',
    en: 'Whoever tested may not review. Somebody else must.',
  },
  'inspection.nothing_to_review': {
    status: 409,
    zh: '样品现在是“{state}”，没有待复核的结果。',
    en: 'Nothing waits for review: {state}.',
  },
  'inspection.no_blank': {
    status: 409,
    zh: '仪器只报了抑制率，当日又没有合格的空白对照，不能确认。请先登记当日空白（ΔA₀ ≥ 0.3）。',
    en: 'No valid blank of that day: enter it first.',
  },
  'inspection.withdraw_why': {
    status: 422,
    zh: '作废重抽要写明理由。',
    en: 'Say why the sample is withdrawn.',
  },
  'inspection.lab_is_rapid': {
    status: 422,
    zh: '确证与复检不得采用快速检测方法。请选择确证方法（气相、液相色谱质谱等）。',
    en: 'A confirmation may not use a rapid method.',
  },
  'inspection.not_for_lab': {
    status: 409,
    zh: '样品现在是“{state}”，不需要实验室结果。',
    en: 'This sample takes no laboratory result now: {state}.',
  },
  'inspection.file_unknown': {
    status: 404,
    zh: '没有这个文件，或您无权查看。请从样品或收取的合格证打开。',
    en: 'No such file, or it is not yours to see.',
  },
  'inspection.evidence_unknown': {
    status: 422,
    zh: '没有找到报告或照片文件。请先上传。',
    en: 'The file is not here. Upload it first.',
  },
  'inspection.told_already': {
    status: 409,
    zh: '已经登记过告知时间，4 小时时限以第一次为准。',
    en: 'The person was told already; the first time counts.',
  },
  'inspection.not_told': {
    status: 409,
    zh: '还没有登记告知被检方的时间。请先登记，4 小时自告知起算。',
    en: 'First enter when the person was told.',
  },
  'inspection.too_late': {
    status: 409,
    zh: '已超过 4 小时：{told} 告知，{until} 截止。可以依法另行申诉。',
    en: 'The four hours are over.',
  },
  'inspection.not_supervised': {
    status: 409,
    zh: '只有监督抽检的阳性样品可以申请复检。',
    en: 'Only a positive of a supervision can be asked again.',
  },
  'inspection.alert_unknown': {
    status: 404,
    zh: '没有这条阳性告警，或已有人签收。',
    en: 'No such alert, or it was seen already.',
  },
  'inspection.not_yours': {
    status: 403,
    zh: '合格证由生产经营者自己开具并负责，任何人不得代开。请用该主体自己的账号。',
    en: 'Only the producer or buyer itself may issue, and is liable.',
  },
  'inspection.county_never_issues': {
    status: 403,
    zh: '政府部门和平台不开具合格证：谁生产经营，谁承诺、谁负责。',
    en: 'Authorities never issue certificates: whoever produces promises.',
  },
  'inspection.no_template': {
    status: 422,
    zh: '开具日没有可用的合格证样式。',
    en: 'No template is in force.',
  },
  'inspection.no_basis': { status: 422, zh: '至少要勾选一项承诺依据。', en: 'Tick at least one basis.' },
  'inspection.open_positive': {
    status: 409,
    zh: '批次有未了结的阳性结果，已扣留，不能开合格证。请等实验室确证。',
    en: 'The lot has an open positive and is held.',
  },
  'inspection.lot_closed': {
    status: 409,
    zh: '批次已冻结或召回，不能开合格证。',
    en: 'The lot is frozen or recalled.',
  },
  'inspection.interval_open': {
    status: 409,
    zh: '安全间隔期未满就采收：{day} 用“{name}”，间隔 {days} 天，应到 {until} 才能采收。不能承诺达标。',
    en: 'Harvested within the interval of {name} ({days} days from {day}).',
  },
  'inspection.interval_unknown': {
    status: 409,
    zh: '{day} 用的“{name}”没有写安全间隔期，无法确认是否已满。请在生产记录中更正补上。',
    en: 'The interval of {name} is not written down. Correct the record.',
  },
  'inspection.no_control_records': {
    status: 409,
    zh: '勾选“质量安全控制符合要求”须有真实的生产管理记录，这批货除采收外没有任何记录。请先补记，或改用检测依据。',
    en: 'Quality control as a basis needs records of growing; there are none.',
  },
  'inspection.basis_without_test': {
    status: 409,
    zh: '勾选了检测依据，但本批次没有已通过复核的相应检测。请先检测，或改选其他依据。',
    en: 'There is no passed test of this lot for that basis.',
  },
  'inspection.extended_is_no_basis': {
    status: 409,
    zh: '本批次的快检属于扩展基质、仅供参考，不能作为“自行检测合格”的依据；可作为附加信息。请改选“质量安全控制符合要求”或送实验室检测。',
    en: 'A test on an extended matrix is for reference only and no basis.',
  },
  'inspection.not_tested_for': {
    status: 409,
    zh: '用什么药、检什么药：用过“{name}”，但没有检测覆盖它，快筛阴性不能证明它不超标。请送实验室检测，或改选其他依据。',
    en: 'No test looked for {name}, which was used.',
  },
  'inspection.test_not_passed': {
    status: 409,
    zh: '所附的检测没有通过复核，或不是这个批次的。',
    en: 'The attached test has not passed, or is of another lot.',
  },
  'inspection.more_than_lot': {
    status: 409,
    zh: '本批次共 {quantity}，已开 {issued}，这次最多再开 {left}。',
    en: 'At most {left} more of this lot.',
  },
  'inspection.certificate_unknown': {
    status: 404,
    zh: '没有这张合格证，或您无权查看。',
    en: 'No such certificate.',
  },
  'inspection.voided_already': {
    status: 409,
    zh: '这张合格证已经作废。',
    en: 'This certificate is void already.',
  },
  'inspection.buyer_needs_upstream': {
    status: 422,
    zh: '收购者开具合格证，须关联至少一张收取的上游合格证，数量要与开具数量相等。',
    en: 'Link collected certificates whose quantities make up this one.',
  },
  'inspection.upstream_unknown': {
    status: 422,
    zh: '所选的上游合格证不是您收取的，或产品、单位不同。',
    en: 'An upstream certificate is not yours or of another unit.',
  },
  'inspection.upstream_used_up': {
    status: 409,
    zh: '上游合格证 {number} 只剩 {left}，不够这次转开。',
    en: 'Only {left} is left of {number}.',
  },
  'inspection.collected_already': {
    status: 409,
    zh: '这张合格证您已经收取过了。',
    en: 'You have collected this one already.',
  },
  'inspection.more_than_certified': {
    status: 409,
    zh: '这张合格证开具 {quantity}，别的收购者已收取 {taken}，只剩 {left} 可收取。请核对实际收购数量。',
    en: 'Of {quantity} on this certificate {taken} are collected: {left} are left.',
  },
  'inspection.number_unknown': {
    status: 404,
    zh: '查无此号。请核对合格证上的编号；如果是其他平台的，请改用拍照收取。',
    en: 'No such number here. If it is of another platform, take a photo.',
  },
  'inspection.cannot_collect': {
    status: 409,
    zh: '这张合格证{why}，不能收取。没有有效合格证的产品不得收购。',
    en: 'This certificate cannot be accepted.',
  },
  'inspection.foreign_incomplete': {
    status: 422,
    zh: '收取其他平台的合格证须拍照，并填写产品、数量、开具人和日期。',
    en: 'A certificate of another platform needs a photo and its facts.',
  },
  'inspection.no_label': {
    status: 409,
    zh: '样品没有通过复核的结果（现在是“{state}”），不出标签。',
    en: 'No verdict, no label: {state}.',
  },
  'inspection.label_form': {
    status: 422,
    zh: '标签机文件只有 50×30 和 100×70 两种；A5、A4 请用 PDF。',
    en: 'Label printers take 50×30 and 100×70; A5 and A4 are PDF.',
  },
  'inspection.label_of_nothing': {
    status: 422,
    zh: '请指明要打印哪个样品或哪张合格证。',
    en: 'Say which sample or certificate to print.',
  },
  'inspection.serial_taken': {
    status: 409,
    zh: '这个设备编号或密钥已经登记过。',
    en: 'This serial number or key is taken.',
  },
  'inspection.limits_unreadable': {
    status: 422,
    zh: '限量表第 {row} 行不能用：{why}。整份没有导入，请改正后重传。',
    en: 'Row {row} of the limits is no good: {why}. Nothing was imported.',
  },
} as const satisfies RefusalCatalogue
