import type { Reason } from './verdict.ts'

/** Why a proof does not hold: what, why, what to do. `{detail}` is the verdict's. */
export const REASONS: Readonly<Record<Reason, { readonly zh: string; readonly en: string }>> = {
  'not-a-proof': {
    zh: '这不是存证证明：格式读不出。请核对是否选错了文件，或复制时缺了行。',
    en: 'This is no proof: its format cannot be read. Check the file, or whether a line was lost in copying.',
  },
  'not-a-checkpoint': {
    zh: '证明里的检查点读不出。请向出具方重新索取。',
    en: 'The checkpoint in the proof cannot be read. Ask for the proof again.',
  },
  'unknown-log': {
    zh: '没有您信任的公钥给日志“{detail}”签过名。请填入该日志公布的公钥；若已填入，则此证明不是它出的。',
    en: 'No key you trust has signed for the log {detail}. Enter the key it publishes; if you did, the proof is not from it.',
  },
  'log-signature': {
    zh: '日志“{detail}”的签名不对：检查点被改过，或不是它签的。请勿采信。',
    en: 'The signature of the log {detail} is wrong: the checkpoint was changed or is not its own. Do not rely on it.',
  },
  'witness-signature': {
    zh: '见证方“{detail}”的签名不对：检查点或见证时间被改过。请勿采信。',
    en: 'The signature of the witness {detail} is wrong: checkpoint or time was changed. Do not rely on it.',
  },
  'few-witnesses': {
    zh: '您要求的见证方没有签够（{detail}）。请稍后再取一份证明，或减少要求的见证方数。',
    en: 'Fewer witnesses have signed than you require ({detail}). Fetch a later proof, or require fewer.',
  },
  erased: {
    zh: '第 {detail} 号记录的内容已依法删除，或证明里没有附上。日志本身仍有效，但看不出它是关于什么的。',
    en: 'The content of record {detail} has been erased or was left out. The log still holds, but not what it was about.',
  },
  'not-a-record': {
    zh: '证明附带的记录读不出。请向出具方重新索取。',
    en: 'The record in the proof cannot be read. Ask for the proof again.',
  },
  'not-in-log': {
    zh: '这条记录不在日志里：内容、序号或路径与已签名的根不符，改过一个字就会如此。请勿采信。',
    en: 'This record is not in the log: content, place or path do not lead to the signed root. One changed letter does this. Do not rely on it.',
  },
  'other-document': {
    zh: '记录有效，但您给的文件不是它所证明的那一份（文件的 SHA-256 是 {detail}）。请核对文件是否改过、另存过。',
    en: 'The record holds, but your file is not the one it vouches for (its SHA-256 is {detail}). It may have been changed or saved anew.',
  },
  'no-machine': {
    zh: '这个浏览器不能验签（{detail}）。请换新版 Chrome、Edge、Firefox 或 Safari 打开本页，或用命令 npx ezhen verify。',
    en: 'This browser cannot check signatures ({detail}). Open this page in a recent browser, or run npx ezhen verify.',
  },
}
