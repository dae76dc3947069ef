import type { RefusalCatalogue } from '#kernel/refusal'

export const attestRefusals = {
  'attest.no_log': {
    status: 404,
    zh: '这个e镇的存证日志还没有开始。有了第一条业务记录，几秒后就会有。',
    en: 'The log of this e-town has not begun. It will a few seconds after the first record.',
  },
  'attest.no_tile': {
    status: 404,
    zh: '没有这片瓦片：地址不合规范，或日志还没有这么长。',
    en: 'There is no such tile: the path is not well formed, or the log is shorter.',
  },
  'attest.no_record': {
    status: 404,
    zh: '没有第 {index} 号存证记录。请核对序号；刚发生的事几秒后才入日志。',
    en: 'There is no record {index}. Check the number; what has just happened enters the log within seconds.',
  },
  'attest.not_covered': {
    status: 404,
    zh: '第 {index} 号记录还没有被签名的检查点覆盖。请几秒后再取；若一直如此，请看页面上的告警。',
    en: 'Record {index} is not yet covered by a signed checkpoint. Try again in seconds, or see the alarms.',
  },
  'attest.nothing_to_bundle': {
    status: 404,
    zh: '“{subject}”还没有可以打包的存证记录。请核对编号；刚发生的事几秒后才入日志。',
    en: 'There are no records of {subject} to bundle. Check its number; new ones take seconds.',
  },
  'attest.too_many': {
    status: 422,
    zh: '“{subject}”有 {total} 条存证记录，一次最多打包 {most} 条。请按序号分别下载。',
    en: '{subject} has {total} records; a bundle takes at most {most}. Download them by their numbers.',
  },
  'attest.erased_already': {
    status: 409,
    zh: '第 {index} 号记录的内容已经删除过了。',
    en: 'The content of record {index} has been erased already.',
  },
  'attest.witness_key': {
    status: 422,
    zh: '见证方公钥不对：应是“名字+八位十六进制+Base64”的一行，种类为见证签名。请向见证方重新索取整行。',
    en: 'This is no witness key: one line name+id+base64 of a cosignature key. Ask the witness for the whole line.',
  },
  'attest.witness_known': {
    status: 409,
    zh: '见证方“{name}”已经在册。要换公钥或地址，请先停用它，再用新的名字登记。',
    en: 'The witness {name} is already registered. To change key or address, retire it and register a new name.',
  },
  'attest.witness_address': {
    status: 422,
    zh: '见证方地址不对：应以 http:// 或 https:// 开头。',
    en: 'The address of a witness begins with http:// or https://.',
  },
  'attest.no_witness': {
    status: 404,
    zh: '没有在册的见证方“{name}”。请从列表里选。',
    en: 'There is no active witness {name}. Choose one from the list.',
  },
} as const satisfies RefusalCatalogue

/** Of the command that goes on with a log; no endpoint answers them. */
export const successionRefusals = {
  'attest.log_in_order': {
    status: 409,
    zh: '这部日志签得下去，没有回退、分叉，底线也在，不需要接续。',
    en: 'This log can be signed: nothing went back, forked or was lost. There is nothing to succeed.',
  },
  'attest.rows_taken_out': {
    status: 409,
    zh: '库里还存着比日志更大的检查点：不是恢复了旧备份，而是有人从库里拿掉了记录。请先保全现场，用完整的备份恢复数据库，再接续。',
    en: 'The database holds heads larger than its tree: rows were taken out. Keep it as evidence, restore a whole backup, then go on.',
  },
  'attest.log_busy': {
    status: 409,
    zh: '日志正在写入，没能停下来接续。请过几秒再试一次。',
    en: 'The log is being written. Try again in a few seconds.',
  },
  'attest.no_reason': {
    status: 422,
    zh: '请写明接续的原因（4 至 200 字，不含身份证号、手机号、卡号）：它会永远公开在日志页上。',
    en: 'Say why (4 to 200 characters, no ID, mobile or card numbers): it stays on the public page for ever.',
  },
} as const satisfies RefusalCatalogue
