import type { KeyPattern } from './key-pattern.ts'
import type { MentionRole } from './mentions.ts'

export type Comparison = 'EQ' | 'GT' | 'GE' | 'LT' | 'LE'
export type Operand = { readonly op: Comparison; readonly value: number }

/** Where an extension is looked for. `inner`: inside another extension, however deep. */
export type Place =
  | 'event'
  | 'ilmd'
  | 'errorDeclaration'
  | 'readPoint'
  | 'bizLocation'
  | 'sensorElement'
  | 'sensorMetadata'
  | 'sensorReport'

/** 查询条件 One condition of a query. The first group the database decides, the second is decided on the document. */
export type Condition =
  | {
      readonly by: 'type' | 'action' | 'bizStep' | 'disposition' | 'eventID' | 'transformation'
      readonly values: readonly string[]
    }
  | { readonly by: 'time' | 'recordTime'; readonly op: 'GE' | 'LT'; readonly ms: number }
  | { readonly by: 'readPoint' | 'bizLocation'; readonly values: readonly string[]; readonly within: boolean }
  | {
      readonly by: 'mention'
      readonly roles: readonly MentionRole[]
      readonly patterns: readonly KeyPattern[]
      readonly isClass: boolean | undefined
      readonly kind: string | undefined
    }
  | { readonly by: 'declaresError'; readonly value: boolean }
  | { readonly by: 'declarationTime'; readonly op: 'GE' | 'LT'; readonly ms: number }
  | {
      readonly by: 'declarationReason' | 'corrective' | 'dispositionSet' | 'dispositionUnset'
      readonly values: readonly string[]
    }
  | { readonly by: 'quantity'; readonly operand: Operand; readonly uom: string | undefined }
  | { readonly by: 'sensed'; readonly value: boolean }
  | {
      readonly by: 'sensorTime'
      readonly field: 'time' | 'startTime' | 'endTime'
      readonly op: 'GE' | 'LT'
      readonly ms: number
    }
  | { readonly by: 'sensorText'; readonly field: string; readonly values: readonly string[] }
  | {
      readonly by: 'sensorNumber'
      readonly field: string
      readonly operand: Operand
      readonly uom: string | undefined
    }
  | { readonly by: 'sensorBoolean'; readonly value: boolean }
  | {
      readonly by: 'extension'
      readonly place: Place
      readonly inner: boolean
      readonly name: string
      readonly op: Comparison | 'EXISTS' | 'ABSENT'
      readonly values: readonly string[]
    }
  | { readonly by: 'capture'; readonly values: readonly bigint[] }
  | { readonly by: 'nothing' }
