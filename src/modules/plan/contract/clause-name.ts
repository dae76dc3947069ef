/**
 * 条款号 A clause's id as the document writes it: `三.三.1.5` is 三（三）1（5）, `三.一.末` is 三（一）末. What has no
 * number (序, 通知) is called by its name.
 */
export function clauseName(id: string): string {
  return id
    .split('.')
    .map((part, depth) => {
      const counted = /^([一二三四五六七八九十]+|\d+)$/.test(part)
      return counted && (depth === 1 || depth === 3) ? `（${part}）` : part
    })
    .join('')
}
