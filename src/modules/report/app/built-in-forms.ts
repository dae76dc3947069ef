import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { type FormContent, zFormCode, zFormContent } from '../contract/form-shapes.ts'

const zBuiltIn = z.strictObject({ code: zFormCode, ...zFormContent.shape })
const FOLDER = new URL('./forms/', import.meta.url)

/** 内置报表 The periodic reports that both plans ask for, as data. Throws at the start where one of them is no form. */
export const BUILT_IN: ReadonlyMap<string, FormContent> = new Map(
  readdirSync(FOLDER)
    .sort()
    .map((name) => {
      const { code, ...content } = zBuiltIn.parse(parse(readFileSync(new URL(name, FOLDER), 'utf8')))
      return [code, content] as const
    }),
)
