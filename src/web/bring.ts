import type { z } from 'zod'
import type { Endpoint } from '#kernel/endpoint'
import type { Sending } from './act.ts'
import { askUpload } from './ask.ts'

type NoParts = z.ZodType<unknown, unknown>
type Bringing = Endpoint<NoParts, NoParts, NoParts, z.ZodType<{ sha256: string }>>

/**
 * 上传 Brings the file in before the act that rests on it; sent again with the act, it is the same file.
 * `as`: which one of several files of the same act.
 */
export const bringTo =
  (endpoint: Bringing) =>
  async (etown: string, file: File, { key, onProgress }: Sending, as = 'file'): Promise<string> => {
    const { sha256 } = await askUpload(endpoint, file, { etown, key: `${key}-${as}`, onProgress })
    return sha256
  }
