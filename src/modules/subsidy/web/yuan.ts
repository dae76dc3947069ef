import { parseYuan } from '#kernel/money'
import { fromFen } from '#kernel/wire'

/** What was typed in yuan, as fen on the wire; undefined for nothing or for what is no amount. */
export function fenTyped(yuan: string | undefined): string | undefined {
  const fen = yuan === undefined || yuan.trim() === '' ? undefined : parseYuan(yuan)
  return fen === undefined ? undefined : fromFen(fen)
}
