/** 数量 So much of a class, `uom` a UN/ECE Rec. 20 code; without one a count. */
export type QuantityElement = {
  readonly epcClass: string
  readonly quantity?: number | undefined
  readonly uom?: string | undefined
}

export type SensorReport = Readonly<Record<string, unknown>> & { readonly type: string }
export type SensorElement = Readonly<Record<string, unknown>> & {
  readonly sensorMetadata?: Readonly<Record<string, unknown>> | undefined
  readonly sensorReport: readonly SensorReport[]
}

export const EVENT_TYPES = [
  'ObjectEvent',
  'AggregationEvent',
  'TransactionEvent',
  'TransformationEvent',
  'AssociationEvent',
] as const

type Located = Readonly<Record<string, unknown>> & { readonly id: string }

/**
 * 溯源事件 One EPCIS 2.0 event as it was handed in: what (lists of identifiers), when, where, why (step, disposition,
 * transactions), how (sensors), and names of other owners beside them. Checked by `readEvent`.
 */
export type EpcisEvent = Readonly<Record<string, unknown>> & {
  /** One of EVENT_TYPES, or a prefixed type of somebody's own. */
  readonly type: string
  readonly eventTime: string
  readonly eventTimeZoneOffset: string
  readonly eventID?: string | undefined
  readonly recordTime?: string | undefined
  readonly certificationInfo?: string | readonly string[] | undefined
  readonly errorDeclaration?:
    | (Readonly<Record<string, unknown>> & {
        readonly declarationTime: string
        readonly reason?: string | undefined
        readonly correctiveEventIDs?: readonly string[] | undefined
      })
    | undefined
  readonly action?: 'ADD' | 'OBSERVE' | 'DELETE' | undefined
  readonly epcList?: readonly string[] | undefined
  readonly quantityList?: readonly QuantityElement[] | undefined
  readonly parentID?: string | undefined
  readonly childEPCs?: readonly string[] | undefined
  readonly childQuantityList?: readonly QuantityElement[] | undefined
  readonly inputEPCList?: readonly string[] | undefined
  readonly inputQuantityList?: readonly QuantityElement[] | undefined
  readonly outputEPCList?: readonly string[] | undefined
  readonly outputQuantityList?: readonly QuantityElement[] | undefined
  readonly transformationID?: string | undefined
  readonly bizStep?: string | undefined
  readonly disposition?: string | undefined
  readonly persistentDisposition?:
    | { readonly set?: readonly string[] | undefined; readonly unset?: readonly string[] | undefined }
    | undefined
  readonly readPoint?: Located | undefined
  readonly bizLocation?: Located | undefined
  readonly bizTransactionList?:
    | readonly { readonly type?: string | undefined; readonly bizTransaction: string }[]
    | undefined
  readonly sourceList?: readonly { readonly type: string; readonly source: string }[] | undefined
  readonly destinationList?: readonly { readonly type: string; readonly destination: string }[] | undefined
  readonly sensorElementList?: readonly SensorElement[] | undefined
  readonly ilmd?: Readonly<Record<string, unknown>> | undefined
}
