import type { RefusalCatalogue } from '#kernel/refusal'

export const statisticsRefusals = {
  'statistics.indicator_unknown': {
    status: 422,
    zh: '没有“{indicator}”这个指标。请从看板上的指标里选。',
    en: 'There is no indicator {indicator}. Choose one from the board.',
  },
  'statistics.no_rows_kept': {
    status: 404,
    zh: '“{name}”没有明细行：它由{made}得出。请打开它的组成部分。',
    en: '{name} has no rows of its own: it is made of {made}. Open its parts.',
  },
  'statistics.made_of_others': {
    status: 422,
    zh: '“{name}”由{made}算出，不能直接录入。请录入{made}，本数随之算出。',
    en: '{name} is computed from {made} and cannot be typed. Enter {made} instead.',
  },
  'statistics.made_of_rows': {
    status: 422,
    zh: '“{name}”由市场主体登记逐行算出，不能录入。数字不对时，请更正登记中的那一行。',
    en: '{name} is computed from the register. Correct the rows there instead.',
  },
  'statistics.rows_exist': {
    status: 409,
    zh: '{from}至{last}已有导入的订单明细，“{name}”以明细为准，不能录入。明细不全时，请补导订单文件。',
    en: 'Order lines exist from {from} to {last}; {name} is computed from them. Import the missing files instead.',
  },
  'statistics.city_compares_growth': {
    status: 422,
    zh: '全市平均只用来比较增速，“{name}”不是增速。请选择同比增长率类的指标。',
    en: 'The city average is compared with growth only; {name} is no growth.',
  },
  'statistics.area_not_its_city': {
    status: 422,
    zh: '比较的地区应是本e镇所在的市（{city}）。请改正区划代码。',
    en: 'The area compared must be the city of this e-town ({city}).',
  },
  'statistics.value_unreadable': {
    status: 422,
    zh: '数值无法识别：应为数字，最多九位小数，如 1234.5 或 -3.2，不带单位。请改正后重新提交。',
    en: 'The value cannot be read: digits with at most nine decimals, no unit. Correct it.',
  },
  'statistics.value_not_whole': {
    status: 422,
    zh: '以{unit}计的数应是整数（金额最细到分）。请改正后重新提交。',
    en: 'A value in {unit} must be whole (money down to the fen). Correct it.',
  },
  'statistics.value_below': {
    status: 422,
    zh: '“{name}”不会小于{least}。请检查正负号和单位。',
    en: '{name} cannot be below {least}. Check sign and unit.',
  },
  'statistics.unit_differs': {
    status: 422,
    zh: '“{name}”以{expected}计，{unit}不是同一种量。请换成{expected}。',
    en: '{name} is measured in {expected}; {unit} measures something else.',
  },
  'statistics.period_empty': {
    status: 422,
    zh: '期间的结束日应不早于开始日。请改正后重新提交。',
    en: 'The period must end after it begins.',
  },
  'statistics.period_not_over': {
    status: 422,
    zh: '期间还没有过完：截止日不能晚于今天（{today}）。还没有发生的数不能录入。',
    en: 'The period is not over: it may end today ({today}) at the latest.',
  },
  'statistics.already_entered': {
    status: 409,
    zh: '“{name}”在这段期间已经录入过 {value}{unit}（来源：{source}）。要改，请在那一行上点“更正”，原数会保留。',
    en: '{name} was entered for this period before: {value}{unit} (source: {source}). Correct that entry instead.',
  },
  'statistics.already_corrected': {
    status: 409,
    zh: '这个数已经被更正过。请在最新的那一行上更正。',
    en: 'This figure has been corrected already. Correct the latest one.',
  },
  'statistics.no_such_figure': {
    status: 404,
    zh: '没有这个录入数，可能已换了e镇。请回到录入数列表重新打开。',
    en: 'There is no such entered figure. Open it again from the list.',
  },
  'statistics.view_incomplete': {
    status: 422,
    zh: '保存的查询缺少指标，或这个页面不分指标。请回到要保存的页面重新保存。',
    en: 'A saved figure needs its indicator, other pages have none. Save it again from the page itself.',
  },
  'statistics.view_name_taken': {
    status: 409,
    zh: '您已经有一个叫“{name}”的查询。请换一个名称，或先删去原来的。',
    en: 'You have a view named {name} already. Choose another name, or remove the old one.',
  },
  'statistics.no_such_view': {
    status: 404,
    zh: '没有这个查询，或者它没有共享给您。请向给您链接的人核对。',
    en: 'There is no such view, or it is not shared with you. Ask whoever sent the link.',
  },
  'statistics.no_such_source': {
    status: 404,
    zh: '没有录入数以这份文件为来源。请从录入数列表打开来源文件。',
    en: 'No entered figure rests on this file. Open it from the list of entered figures.',
  },
} as const satisfies RefusalCatalogue
