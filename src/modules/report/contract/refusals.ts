import type { RefusalCatalogue } from '#kernel/refusal'

export const reportRefusals = {
  'report.not_found': {
    status: 404,
    zh: '没有这份报表、式样、快照或上报包。请从列表中打开。',
    en: 'There is no such report, form, snapshot or dispatch.',
  },
  'report.field_twice': {
    status: 422,
    zh: '栏目代码“{key}”用了两次。每个栏目的代码须各不相同，请改其中一个。',
    en: 'The field {key} stands twice.',
  },
  'report.place_twice': {
    status: 422,
    zh: '单元格 {place} 对应了两个栏目。一个单元格只能填一个数，请改其中一个。',
    en: 'Two fields go into {place}.',
  },
  'report.unit_unknown': {
    status: 422,
    zh: '“{label}”的单位“{unit}”不认识。请从单位列表中选，文字栏目留空。',
    en: '{label}: the unit {unit} is not known.',
  },
  'report.two_sources': {
    status: 422,
    zh: '“{label}”既取指标又取系统信息。请只留一个来源。',
    en: '{label} has two sources.',
  },
  'report.fact_is_text': {
    status: 422,
    zh: '“{label}”取的是文字信息，单位须留空。',
    en: '{label} is a text: leave its unit empty.',
  },
  'report.indicator_unknown': {
    status: 422,
    zh: '“{label}”对应的指标“{indicator}”没有定义。请从指标列表中选，或改为手工填报。',
    en: '{label}: nobody defines the indicator {indicator}.',
  },
  'report.unit_differs': {
    status: 422,
    zh: '“{label}”的单位是“{unit}”，指标的单位是“{own}”，不能换算。请改成一致的单位。',
    en: '{label} is in {unit}, its indicator in {own}.',
  },
  'report.rule_field': {
    status: 422,
    zh: '校验规则“{code}”用到的栏目“{key}”不存在。请改正规则或补上栏目。',
    en: 'Rule {code} names the field {key}, which does not exist.',
  },
  'report.rule_side': {
    status: 422,
    zh: '校验规则“{code}”的右边须是栏目或一个数，二者只能有一个。',
    en: 'Rule {code}: its right side is either fields or a number.',
  },
  'report.form_unchanged': {
    status: 409,
    zh: '式样与现行版本完全相同，没有另存新版。',
    en: 'The form is as it was; no new version was made.',
  },
  'report.template_kind': {
    status: 422,
    zh: '模板须是 .xlsx 文件。旧的 .xls 或 CSV 请用 Excel、WPS 另存为 .xlsx 后上传。',
    en: 'A template is an .xlsx file. Save an old .xls or CSV as .xlsx.',
  },
  'report.template_unknown': {
    status: 422,
    zh: '找不到模板文件。请先上传 Excel 模板，再保存映射。',
    en: 'The template is not known. Upload it first.',
  },
  'report.place_outside': {
    status: 422,
    zh: '“{label}”对应的单元格 {place} 在模板里写不进去：{why}。请换一个单元格。',
    en: '{label}: {place} cannot be written in the template ({why}).',
  },
  'report.period_unfit': {
    status: 422,
    zh: '“{period}”不是这张{every}的期次。请从列表中选。',
    en: '{period} is no period of this form.',
  },
  'report.period_future': {
    status: 422,
    zh: '{period}还没有结束（{last}止），到期才能开始填报。',
    en: '{period} is not over yet ({last}).',
  },
  'report.opened': {
    status: 409,
    zh: '这一期的报表已经开始填报。请从列表中打开。',
    en: 'The report of this period is open already.',
  },
  'report.state': {
    status: 409,
    zh: '报表现在是“{state}”，不能{act}。请刷新页面查看现状。',
    en: 'The report is {state}: this cannot be done now.',
  },
  'report.cell_unknown': {
    status: 422,
    zh: '这张报表没有栏目“{key}”。请刷新页面后再填。',
    en: 'The report has no field {key}.',
  },
  'report.cell_number': {
    status: 422,
    zh: '“{label}”须是数（单位{unit}），填的是“{typed}”。没有数请选“未知”。',
    en: '{label}: {typed} is no number ({unit}).',
  },
  'report.cell_computed': {
    status: 422,
    zh: '“{label}”由明细计算，不能手填。数不对请改明细（订单、主体登记），再点“重新取数”；另有说明请写在备注里。',
    en: '{label} is computed from rows and cannot be typed: mend the rows.',
  },
  'report.cell_stale': {
    status: 409,
    zh: '“{label}”在您填写期间已被改为“{now}”。您填的“{typed}”没有保存，请核对后再填。',
    en: '{label} was changed to {now} meanwhile; your {typed} was not kept.',
  },
  'report.cell_open': {
    status: 422,
    zh: '“{label}”还没有填。请填写；确实不知道的选“未知”。',
    en: '{label} is not filled. Fill it in, or say that it is unknown.',
  },
  'report.rule_broken': {
    status: 422,
    zh: '{sentence}请改正后再提交。',
    en: 'A check fails: {sentence}',
  },
  'report.rule_unexplained': {
    status: 422,
    zh: '{sentence}如属实，请在该格写备注说明后再提交。',
    en: 'Explain in a note: {sentence}',
  },
  'report.same_person': {
    status: 409,
    zh: '填报、镇级审核、县办公室锁定须由三个人办理。您已经办过其中一步，请由同事办理。',
    en: 'Filling, passing and locking are three people’s work.',
  },
  'report.step_taken': {
    status: 409,
    zh: '别人刚刚办了这一步。请刷新页面查看现状。',
    en: 'Somebody has just taken this step.',
  },
  'report.sheet_other': {
    status: 422,
    zh: '这不是本报表的离线填报表（应是第 {report} 号）。请核对文件。',
    en: 'This is not the offline sheet of report {report}.',
  },
  'report.sheet_form': {
    status: 409,
    zh: '离线表是按式样第 {was} 版做的，本报表用第 {now} 版。请重新下载离线表。',
    en: 'The sheet was made for version {was} of the form, this is {now}.',
  },
  'report.nothing_to_dispatch': {
    status: 409,
    zh: '没有已锁定而未上报的报表。请先锁定报表。',
    en: 'No locked report waits to be dispatched.',
  },
  'report.file_refused': {
    status: 422,
    zh: '上报包整包不收：{why}。请向报送单位要原文件，不要改动。',
    en: 'The dispatch is refused whole: {whyEn}.',
  },
  'report.sender_key': {
    status: 422,
    zh: '公钥行不对：须是报送单位公布的两行（Ed25519 与 SM2），名称与“{origin}”一致。请原样粘贴。',
    en: 'These are not the two key lines of {origin}.',
  },
  'report.sender_known': {
    status: 409,
    zh: '“{origin}”已经登记过。',
    en: '{origin} is registered already.',
  },
  'report.bulletin_state': {
    status: 409,
    zh: '这份信息现在是“{state}”，不能这样办。请刷新页面查看现状。',
    en: 'The bulletin is {state}.',
  },
  'report.figure_unlocked': {
    status: 422,
    zh: '文中引用的数字 {token} 还没有锁定，不能发布。请先锁定该报表，或去掉这个数字。',
    en: 'The figure {token} is not locked yet.',
  },
  'report.figure_unknown': {
    status: 422,
    zh: '文中引用的数字 {token} 找不到。请从“插入数字”中选。',
    en: 'There is no figure {token}.',
  },
  'report.author_publishes': {
    status: 409,
    zh: '拟稿人不能审定自己的稿子。请由同事审定发布。',
    en: 'Whoever wrote it does not publish it.',
  },
} as const satisfies RefusalCatalogue
