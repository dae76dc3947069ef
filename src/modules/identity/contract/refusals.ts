import type { RefusalCatalogue } from '../../../kernel/refusal.ts'

/** What a wrong password meets, at the door and inside. */
export const signInRefusals = {
  'identity.wrong_sign_in': {
    status: 401,
    zh: '登录名或密码不对，或账号未启用；还可以试 {left} 次，之后本处网络将锁定 {minutes} 分钟。忘记密码请找系统管理员重发激活码。',
    en: 'Wrong name or password, or the account is not active; {left} tries left before a {minutes}-minute lock here. Ask the system administrator for a new activation code.',
  },
  'identity.locked': {
    status: 429,
    zh: '失败次数过多，本处网络已锁定，请 {minutes} 分钟后再试。急用可换一个网络（如手机流量）登录，账号本身没有锁。',
    en: 'Too many failures: locked from this network for {minutes} minutes. The account itself is not locked; another network works.',
  },
  'identity.password_due': {
    status: 401,
    zh: '密码正确，但已用满 90 天，须先换一个新的才能进入（等级保护要求定期更换；绑定动态口令后不再要求）。请填写新密码。',
    en: 'The password is right but 90 days old: choose a new one to enter. Accounts with a second factor are not asked.',
  },
  'identity.sign_in_busy': {
    status: 429,
    zh: '登录的人太多，请 10 秒后再试；已登录的不受影响。',
    en: 'Too many people are signing in; try again in 10 seconds.',
  },
} as const satisfies RefusalCatalogue

export const machineRefusals = {
  'identity.machine_key_ends': {
    status: 422,
    zh: '止日应在明天之后、三年之内，请改选日期；到期前再换新密钥。',
    en: 'The last day must lie after tomorrow and within three years.',
  },
  'identity.no_machine_key': {
    status: 404,
    zh: '没有这把设备密钥，或已经吊销；请刷新页面后再看。',
    en: 'No such machine key, or it is revoked already.',
  },
} as const satisfies RefusalCatalogue

/** What the second factor can be refused for. */
export const codeRefusals = {
  'identity.code_needed': {
    status: 401,
    zh: '密码正确，还差一步：请填写验证器应用上的 6 位动态口令。',
    en: 'One step left: enter the 6-digit code of your authenticator.',
  },
  'identity.code_wrong': {
    status: 401,
    zh: '动态口令不对、已过期或已用过；请等验证器换出新的 6 位数再填，并核对手机时间。',
    en: 'The code is wrong, expired or used; wait for the next one and check the clock of your phone.',
  },
} as const satisfies RefusalCatalogue

export const bindRefusals = {
  'identity.second_factor_bound': {
    status: 409,
    zh: '已经绑定过动态口令；换手机请找安全管理员解绑后再绑。',
    en: 'A second factor is already bound; ask the security administrator to reset it.',
  },
  'identity.second_factor_not_begun': {
    status: 409,
    zh: '还没有待确认的动态口令；请先点“绑定动态口令”并扫码。',
    en: 'Nothing to confirm: begin with scanning the code.',
  },
} as const satisfies RefusalCatalogue

export const smsRefusals = {
  'identity.phone_unreadable': {
    status: 422,
    zh: '手机号无法识别：应为 11 位大陆手机号，请核对。',
    en: 'Not a mobile number of mainland China.',
  },
  'identity.not_a_demonstration': {
    status: 404,
    zh: '这里只在演示模式有内容；正式系统的验证码发到本人手机。',
    en: 'Only in demonstration mode; elsewhere codes go to the phone.',
  },
  'identity.sms_off': {
    status: 409,
    zh: '本系统没有接短信通道，暂不能用验证码登录；请用密码登录。',
    en: 'No SMS gateway is connected; sign in with a password.',
  },
  'identity.sms_too_often': {
    status: 429,
    zh: '验证码请求太频繁：每分钟一条、每天 {perDay} 条；请 {seconds} 秒后再试，或用密码登录。',
    en: 'Too many codes: one a minute, {perDay} a day. Try again in {seconds} s.',
  },
  'identity.sms_code_wrong': {
    status: 401,
    zh: '验证码不对、已过期或已用过（5 分钟内有效，最多试 5 次）；请核对短信，或重新获取。',
    en: 'The code is wrong, expired (5 minutes) or used; check the message or ask for a new one.',
  },
} as const satisfies RefusalCatalogue

export const ownAccountRefusals = {
  'identity.current_password_wrong': {
    status: 422,
    zh: '当前密码不对，未作改动；请重新填写。',
    en: 'The current password is wrong; nothing was changed.',
  },
  'identity.no_password': {
    status: 409,
    zh: '您的账号还没有密码（用短信登录）；请先找系统管理员要一个激活码设置密码，再绑定动态口令。',
    en: 'This account has no password yet; ask the system administrator for an activation code first.',
  },
  'identity.no_such_session': {
    status: 404,
    zh: '这次登录已经结束，不用再操作。',
    en: 'This session has ended already.',
  },
  'identity.one_time_code_wrong': {
    status: 422,
    zh: '这个一次性代码不对、已过期或已用过；请核对，或找发给您的人重新发一个。',
    en: 'This one-time code is wrong, expired or used; ask for a new one.',
  },
  'identity.activation_held': {
    status: 409,
    zh: '这个激活码还要安全管理员放行才能用：账号已有密码，换密码须两位管理员都同意。请联系安全管理员。',
    en: 'The security administrator has to release this code first: a password in use is replaced by two administrators only.',
  },
} as const satisfies RefusalCatalogue

export const passwordRefusals = {
  'identity.password_short': {
    status: 422,
    zh: '密码太短：至少 {least} 个字符，现在是 {length} 个；可以用一句好记的话。',
    en: 'The password is too short: at least {least} characters, this has {length}.',
  },
  'identity.password_long': {
    status: 422,
    zh: '密码太长：最多 {most} 个字符，请缩短。',
    en: 'The password is too long: at most {most} characters.',
  },
  'identity.password_plain': {
    status: 422,
    zh: '密码太单一：大写字母、小写字母、数字、符号至少用三种；或改用 16 个字符以上的一句话。',
    en: 'Use three of: capitals, small letters, digits, signs; or a phrase of 16 characters or more.',
  },
  'identity.password_common': {
    status: 422,
    zh: '这个密码太常见，很容易被猜中；请换一个不含常用词、连续键位或重复字符的。',
    en: 'This password is too common; avoid usual words, keyboard runs and repetitions.',
  },
  'identity.password_local': {
    status: 422,
    zh: '密码除去“{word}”（本地名称或您的姓名、登录名）后太短，很容易被猜中；请换一个。',
    en: 'Without “{word}” (a local name, or yours) too little is left; choose another password.',
  },
  'identity.password_same': {
    status: 422,
    zh: '新密码与当前密码相同；请换一个。',
    en: 'The new password is the current one; choose another.',
  },
} as const satisfies RefusalCatalogue

export const accountRefusals = {
  'identity.set_up_done': {
    status: 409,
    zh: '本系统已经设置过管理员，这个设置链接作废；请用已有的管理员账号登录。',
    en: 'The administrators exist already; this link is void.',
  },
  'identity.three_people': {
    status: 422,
    zh: '三员须是三个人：姓名和登录名都不能重复（等级保护要求三员分立）。',
    en: 'Three administrators are three people: names and sign-in names must differ.',
  },
  'identity.sign_in_taken': {
    status: 409,
    zh: '登录名“{signIn}”已有人用，请换一个（可加部门拼音或数字）。',
    en: 'The sign-in name {signIn} is taken.',
  },
  'identity.phone_taken': {
    status: 409,
    zh: '这个手机号已登记在另一个账号上；一人一号，请先核对是否重复开户。',
    en: 'This phone belongs to another account.',
  },
  'identity.no_such_account': {
    status: 404,
    zh: '没有这个账号，可能编号有误；请回到账号列表重新选择。',
    en: 'No such account.',
  },
  'identity.no_held_activation': {
    status: 404,
    zh: '这个账号没有待放行的激活码，可能已放行、已过期或已重发；请刷新账号列表。',
    en: 'No activation code waits for release on this account; reload the list.',
  },
  'identity.not_yourself': {
    status: 409,
    zh: '不能给自己办理“{act}”；请由另一位管理员操作。',
    en: 'Not for yourself: {act} needs another administrator.',
  },
  'identity.administrator_only': {
    status: 422,
    zh: '三员只能授予管理账号，{name} 是岗位账号；请由系统管理员另开管理账号。',
    en: 'Only an administrator account can be one of the three; {name} is a member account.',
  },
  'identity.member_only': {
    status: 422,
    zh: '{name} 是管理账号，不能兼任e镇岗位（三员分立）；请另开岗位账号。',
    en: '{name} is an administrator account and cannot hold a role in an e-town.',
  },
  'identity.two_sides': {
    status: 422,
    zh: '“{first}”与“{second}”不能由一人兼任：申请、审批、拨付、监督须分开。请去掉其一。',
    en: '{first} and {second} cannot be one person: who asks, decides, pays and examines are apart.',
  },
  'identity.party_needed': {
    status: 422,
    zh: '“市场主体”和“村级服务站站长”岗位要写明代表哪个主体；请先选择主体。',
    en: 'A market entity or station keeper role names the entity it acts for.',
  },
  'identity.ends_before_begin': {
    status: 422,
    zh: '止日 {until} 早于起日 {since}；请核对合同起止。',
    en: 'The end {until} is before the beginning {since}.',
  },
  'identity.last_of_the_three': {
    status: 409,
    zh: '这是最后一位在用的“{role}”；请先任命另一位，再停用或改任。',
    en: 'This is the last active {role}; appoint another one first.',
  },
  'identity.no_membership': {
    status: 404,
    zh: '此人在本e镇没有岗位；请刷新列表。',
    en: 'This person holds no role in this e-town.',
  },
} as const satisfies RefusalCatalogue
