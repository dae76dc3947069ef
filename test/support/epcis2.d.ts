/** What the test of a client of others uses of it: the package ships its types where no compiler looks for them. */
declare module 'epcis2.js' {
  type Event = {
    setEventTime(at: string): Event
    setEventTimeZoneOffset(offset: string): Event
    setAction(action: 'ADD' | 'OBSERVE' | 'DELETE'): Event
    setBizStep(step: string): Event
    addEPC(epc: string): Event
    setParentId(id: string): Event
    addChildEPC(epc: string): Event
    isValid(): boolean
  }
  export const ObjectEvent: new () => Event
  export const AggregationEvent: new () => Event
  export const EPCISDocument: new (
    document?: object,
  ) => { addEventList(list: readonly Event[]): void; setCreationDate(at: string): void }
  export const CaptureResponse: new (
    reply: Response,
  ) => {
    pollForTheCaptureToFinish(): Promise<void>
    getRunningStatus(): boolean
    getSuccessStatus(): boolean
    getErrors(): readonly unknown[]
  }
  export const cbv: { readonly bizSteps: Readonly<Record<'commissioning' | 'packing', string>> }
  export function setup(settings: object): void
  export function capture(document: object): Promise<Response>
  export function objectToEvent(event: object): Event
}
