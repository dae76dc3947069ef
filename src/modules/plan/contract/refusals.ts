import type { RefusalCatalogue, RefusalLine } from '#kernel/refusal'

const line = (zh: string, en: string): RefusalLine => ({ status: 422, zh, en })

/** 方案文件拒绝 Everything that can be wrong with a plan file, before it is read and while it is checked. */
export const planFileRefusals = {
  'plan.file_missing': line(
    '找不到文件“{file}”。请核对文件名和所在目录。',
    'There is no file "{file}". Check its name and folder.',
  ),
  'plan.file_too_large': line(
    '文件超过{limit}字节，方案文件不应这么大。请确认选对了文件。',
    'The file is larger than {limit} bytes, too large for a plan. Make sure it is the right one.',
  ),
  'plan.file_not_utf8': line(
    '文件不是UTF-8编码，文字无法可靠读出。请在编辑器里另存为UTF-8。',
    'The file is not UTF-8, so its text cannot be read safely. Save it as UTF-8.',
  ),
  'plan.yaml_syntax': line(
    'YAML写法有误：{what}。请改正这一行的缩进、引号或标点。',
    'YAML syntax: {what}. Correct the indentation, quotes or punctuation of this line.',
  ),
  'plan.yaml_alias': line(
    '方案文件不用引用（*名称）：每一项都要直接写出，才能逐行核对。请把内容写在这里。',
    'A plan file has no aliases: every item is written out so that it can be checked line by line. Write it here.',
  ),
  'plan.format_unknown': line(
    '格式标记“{value}”无法识别。本程序读取 ezhen-plan/1，请写 format: ezhen-plan/1。',
    'Unknown format "{value}". This program reads ezhen-plan/1.',
  ),
  'plan.key_unknown': line(
    '不认识的键“{key}”：可能拼错，或写错了位置。请对照 docs/rules/plan-as-data.md 改正或删除。',
    'Unknown key "{key}": misspelt or misplaced. Correct or remove it.',
  ),
  'plan.key_missing': line('缺少“{key}”。请在这一项里补上。', 'Missing "{key}". Add it to this item.'),
  'plan.shape_wrong': line('这里应当是{expected}。请改正写法。', 'Expected {expected} here. Correct it.'),
  'plan.list_empty': line(
    '这里至少要有{min}项。请补上，或删去这个键。',
    'At least {min} items are needed here. Add them, or remove the key.',
  ),
  'plan.choice_unknown': line(
    '“{value}”不在可用的写法之内，可用：{options}。请从中选一个。',
    '"{value}" is not one of: {options}. Choose one.',
  ),
  'plan.text_empty': line(
    '这里没有内容。请填写，或删去这个键。',
    'Nothing is written here. Fill it in or remove the key.',
  ),
  'plan.text_malformed': line(
    '文字里有损坏的字符。请重新输入。',
    'The text has a broken character. Type it again.',
  ),
  'plan.code_malformed': line(
    '代码“{value}”写法不对：只用小写字母、数字和连字符，如 online-retail。',
    'The code "{value}" is malformed: small letters, digits and hyphens, e.g. online-retail.',
  ),
  'plan.clause_id_malformed': line(
    '条款号“{value}”写法不对：各级编号用点隔开，如 三.三.1.5 表示三（三）1（5）。',
    'The clause id "{value}" is malformed: its levels joined by dots, e.g. 三.三.1.5.',
  ),
  'plan.day_malformed': line(
    '日期“{value}”写法不对或不存在：应写成 2023-06-26。',
    'The day "{value}" is malformed or does not exist: write 2023-06-26.',
  ),
  'plan.number_malformed': line(
    '数“{value}”写法不对：只写数字、小数点或分数，如 1.5、1/3，单位写在 unit。',
    'The number "{value}" is malformed: digits, a point or a fraction; its unit goes to `unit`.',
  ),
  'plan.percent_malformed': line(
    '比例“{value}”写法不对：应写成 40%。',
    'The share "{value}" is malformed: write 40%.',
  ),
  'plan.sha256_malformed': line(
    '指纹应为64位十六进制小写字母和数字。可先照抄别的条款，核对时会给出正确的值。',
    'The hash must be 64 small hex digits. The check prints the right one.',
  ),
  'plan.version_malformed': line(
    '版本号“{value}”应为从1起的整数。',
    'The version "{value}" must be a whole number from 1.',
  ),
  'plan.system_malformed': line(
    '系统编号“{value}”应为 S1 到 S30。',
    'The system "{value}" must be S1 to S30.',
  ),
  'plan.etown_id_malformed': line(
    'e镇编号“{value}”应为县级区划代码加名称，如 140521-longgang。',
    'The e-town id "{value}" must be a county code and a name, e.g. 140521-longgang.',
  ),
  'plan.county_malformed': line(
    '县级区划代码“{value}”应为6位数字。',
    'The county code "{value}" must have six digits.',
  ),
  'plan.etown_county_differs': line(
    'e镇编号以“{id}”开头，县级区划代码却是“{county}”。请改成一致。',
    'The e-town id begins with "{id}", but the county code is "{county}". Make them agree.',
  ),
  'plan.county_unknown': line(
    '区划代码“{county}”在GB/T 2260中查不到。请核对县级代码。',
    'The region code "{county}" is not in GB/T 2260. Check the county code.',
  ),
  'plan.region_name_differs': line(
    '代码{code}的名称是“{name}”，这里写的是“{value}”。请核对代码和名称。',
    'Code {code} is "{name}", here "{value}" is written. Check both.',
  ),
  'plan.boundary_missing': line(
    '范围没有边界：towns、villages、edges、polygon 至少要写一种。',
    'The boundary says nothing: give towns, villages, edges or a polygon.',
  ),
  'plan.code_duplicate': line(
    '“{code}”在同一个列表的第{first}项已经用过，不能重复。请改名，或删去多余的一项。',
    '"{code}" is already item {first} of this list. Rename it or remove one.',
  ),
  'plan.clause_unknown': line(
    '引用的条款“{clause}”不在 clauses 里。请核对条款号，或补上这一条。',
    'The clause "{clause}" is not among the clauses. Check its id or add it.',
  ),
  'plan.quote_absent': line(
    '条款“{clause}”里没有“{quote}”这句话。引文须与原文逐字相同，请照抄原文。',
    'Clause "{clause}" does not say "{quote}". Quote it word for word.',
  ),
  'plan.item_absent': line(
    '“{item}”不在所引的条款里。列举的内容须照抄原文的字。',
    '"{item}" is not in the quoted clauses. Lists use the words of the document.',
  ),
  'plan.value_not_quoted': line(
    '引文里没有“{value}”这个数。请核对数值或引文；目标的数若是推算出来的，请写 derived 说明怎样得来。',
    'The quote does not say {value}. Check both; where a target is worked out, say how in `derived`.',
  ),
  'plan.clause_hash_differs': line(
    '条款“{clause}”的文字与指纹不符：文字算得 {hash}。若原文抄错，请改文字；若确认文字无误，请把指纹改成这个值。',
    'The text of clause "{clause}" does not have its hash but {hash}. Correct the text, or the hash if the text is right.',
  ),
  'plan.clause_uncited': line(
    '条款“{clause}”没有任何一项引用它。请登记它要求的事项；若确实没有可计数的，请写 uncountable 并说明理由。',
    'Nothing cites clause "{clause}". Register what it demands, or say why nothing in it counts (uncountable).',
  ),
  'plan.number_uncited': line(
    '条款“{clause}”里的数“{number}”（…{around}…）没有任何一项引用。请登记它；若不构成要求，请写进 uncounted 并说明理由。',
    'The number "{number}" of clause "{clause}" ({around}) is cited by nothing. Register it, or say in `uncounted` why not.',
  ),
  'plan.reference_unknown': line(
    '引用的{kind}“{code}”在文件里没有。请核对拼写，或补上这一项。',
    'The {kind} "{code}" is not in the file. Check its spelling or add it.',
  ),
  'plan.indicator_redefined': line(
    '指标“{code}”是公共指标，不能在方案里另行定义。请直接引用，或换一个代码。',
    'The indicator "{code}" is a shared one and cannot be redefined. Use it as it is, or take another code.',
  ),
  'plan.unit_unknown': line(
    '计量单位“{unit}”不认识，可用：{known}。',
    'Unknown unit "{unit}". Known: {known}.',
  ),
  'plan.unit_differs': line(
    '单位“{unit}”与指标“{indicator}”的单位“{needed}”不是一类，不能比较（如人次不是人）。请改单位或指标。',
    'The unit "{unit}" and the unit "{needed}" of indicator "{indicator}" measure different things. Change one.',
  ),
  'plan.money_inexact': line(
    '金额“{value}{unit}”不是整数分，或单位不是元。请写到分为止。',
    'The amount "{value}{unit}" is not whole fen, or not in yuan.',
  ),
  'plan.range_reversed': line(
    '下限{min}大于上限{max}。请对调或改正。',
    'The lower bound {min} is above the upper bound {max}.',
  ),
  'plan.days_reversed': line(
    '起日{from}不早于止日{until}。止日写期满后的第一天，须晚于起日。',
    'It begins on {from}, not before its end {until}. The end is the first day after it.',
  ),
  'plan.in_force_before_adopted': line(
    '施行日{from}早于通过日{adopted}。请核对；早于印发的安排写在 periods 或 stages 里。',
    'In force from {from}, before it was adopted on {adopted}. Earlier work belongs to periods or stages.',
  ),
  'plan.stages_out_of_order': line(
    '阶段“{stage}”的起日早于前一阶段“{before}”的起日。请按先后排列。',
    'Stage "{stage}" begins before the stage "{before}" listed ahead of it. Put them in order.',
  ),
  'plan.stages_overlap': line(
    '阶段“{stage}”与“{before}”重叠。若原文如此，请写一条解释口径并在这里引用；否则请改日期。',
    'Stages "{stage}" and "{before}" overlap. If the document says so, cite an interpretation; otherwise correct the dates.',
  ),
  'plan.share_above_whole': line('比例{share}超过100%。请改正。', 'The share {share} is above 100%.'),
  'plan.bands_infeasible': line(
    '资金“{source}”各方向的比例凑不成100%：下限合计{min}，上限合计{max}。请核对原文。',
    'The shares of "{source}" cannot make 100%: lower bounds sum to {min}, upper ones to {max}. Check the document.',
  ),
  'plan.reading_unknown': line(
    '采用的读法“{adopted}”不在 readings 里。请从列出的读法中选一个。',
    'The adopted reading "{adopted}" is not among the readings.',
  ),
  'plan.confirmation_incomplete': line(
    '已确认的解释口径须写明 decided_by（谁）和 decided_on（哪天）。',
    'A confirmed interpretation must say decided_by and decided_on.',
  ),
  'plan.confirmation_premature': line(
    '解释口径写了 decided_by 或 decided_on，state 却是 proposed。确认了请改为 confirmed，否则请删去。',
    'decided_by or decided_on is given, but the state is proposed. Confirm it or remove them.',
  ),
  'plan.scheme_rounding_unknown': line(
    '舍入写法“{value}”不认识：写“四舍五入、五成双、舍去、进一”之一，加“到分、角、元、百元、千元、万元”之一，如 四舍五入到分。',
    'Unknown rounding "{value}": write how and to what, e.g. 四舍五入到分.',
  ),
  'plan.scheme_name_repeated': line(
    '奖补办法“{scheme}”里“{name}”写了两次。事实、参数、步骤的名称不能相同，请改名。',
    'Scheme "{scheme}" names "{name}" twice. Facts, parameters and steps need names of their own.',
  ),
  'plan.scheme_name_unknown': line(
    '奖补办法“{scheme}”里没有叫“{name}”的事实、参数或步骤。请核对名称，或补上这一项。',
    'Scheme "{scheme}" has no fact, parameter or step "{name}". Check the name or add it.',
  ),
  'plan.scheme_name_unused': line(
    '“{name}”写了却没有任何条件或步骤用到。不用的资料不得向申报人索要，请删去，或在步骤里用上。',
    '"{name}" is used nowhere. What is not used must not be asked for: remove it or use it.',
  ),
  'plan.scheme_never_ends': line(
    '步骤“{name}”绕回自己（{circle}），永远算不完。请断开这个圈。',
    'The step "{name}" comes back to itself ({circle}) and would never end. Break the circle.',
  ),
  'plan.scheme_zero_divisor': line(
    '“每满”的单位“{name}”自{from}起是0，不能用0去除。请改成大于0的数。',
    'The step counts in whole "{name}", which is 0 from {from}. Make it more than 0.',
  ),
  'plan.scheme_tiers_gap': line(
    '各档不连续：{from}起，上一档到{until}为止，这一档从{next}开始，中间的没有规定。请把上下界接上。',
    'From {from} there is a gap: a tier ends at {until}, the next begins at {next}. Join their bounds.',
  ),
  'plan.scheme_tiers_overlap': line(
    '各档重叠：{from}起，上一档到{until}为止，这一档却从{next}开始。同一金额只能落在一档，请改上下界。',
    'From {from} tiers overlap: one ends at {until}, the next begins at {next}. One amount, one tier.',
  ),
  'plan.scheme_tier_empty': line(
    '这一档自{from}起的下界{next}不小于上界{until}，没有金额会落进来。请改上下界。',
    'From {from} this tier reaches from {next} to {until}: nothing is in it. Correct its bounds.',
  ),
  'plan.scheme_units_differ': line(
    '“{name}”是{is}，这里要的是{needed}。请改用同类的事实、参数或步骤。',
    '"{name}" is {is}; {needed} is needed here.',
  ),
  'plan.scheme_fraction': line(
    '“{name}”可能算出不到一分的零头，办法没有写怎样舍入。请在这一步写 rounding，如 四舍五入到分。',
    '"{name}" can leave a fraction of a fen and the scheme does not say how to round. Add a rounding.',
  ),
  'plan.scheme_values_out_of_order': line(
    '参数“{name}”的各个值须按起始日从早到晚排列，{from}排错了位置或重复。请调整。',
    'The values of "{name}" must go from earlier to later days; {from} is misplaced or repeated.',
  ),
  'plan.scheme_negative': line(
    '参数“{name}”不能是负数。请改正。',
    'The parameter "{name}" must not be negative.',
  ),
  'plan.scheme_readings_differ': line(
    '解释口径“{interpretation}”的读法是{readings}；这里须每种读法恰好写一次，才能在县里改选后照样计算。请补上或改正。',
    'The readings of "{interpretation}" are {readings}: name each exactly once, so that another decision can be followed.',
  ),
  'plan.scheme_option_unknown': line(
    '“{option}”不是“{name}”的选项。请从该事实的 options 里选。',
    '"{option}" is no option of "{name}". Choose among its options.',
  ),
  'plan.version_amends_wrong': line(
    '第{number}版的 amends 不对：第1版不写，其后各版写被它取代的较小版本号。',
    'Version {number} has a wrong `amends`: absent in version 1, else the smaller number it replaces.',
  ),
  'plan.versions_mixed': line(
    '这些文件属于不同的e镇（{ids}），不能作为同一方案的各版本。',
    'These files belong to different e-towns ({ids}) and are not versions of one plan.',
  ),
  'plan.version_repeated': line(
    '第{number}版出现两次。每版一个文件、一个版本号。',
    'Version {number} occurs twice. One file, one number.',
  ),
  'plan.version_branches': line(
    '第{number}版和第{rival}版都要取代第{amends}版。一版只能被下一版取代，请改 amends。',
    'Versions {number} and {rival} both amend version {amends}. Only the next one may. Correct `amends`.',
  ),
  'plan.version_missing': line(
    '第{number}版要取代第{amends}版，但没有第{amends}版的文件。请补上，旧数字要按旧版判断。',
    'Version {number} amends version {amends}, which is missing. Add it: old figures are judged by it.',
  ),
  'plan.version_not_later': line(
    '第{number}版自{from}起施行，不晚于它取代的第{amends}版（{before}）。请核对施行日。',
    'Version {number} is in force from {from}, not after version {amends} ({before}) which it replaces.',
  ),
} as const satisfies RefusalCatalogue
