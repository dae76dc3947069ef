import { granted } from '../../../kernel/refusal.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import * as trace from '../contract/index.ts'
import { discovery, epcisProblem } from './epcis-answer.ts'
import { epcisAddEventIn, epcisCaptureIn, epcisCaptureJobIn, epcisCapturesIn } from './epcis-capture.ts'
import {
  epcisDropTokenIn,
  epcisEventIn,
  epcisEventsIn,
  epcisRootIn,
  resourceEventsIn,
  resourceItemIn,
  resourceListIn,
} from './epcis-events.ts'
import {
  epcisAddQueryIn,
  epcisDropQueryIn,
  epcisQueriesIn,
  epcisQueryEventsIn,
  epcisQueryIn,
} from './named-queries.ts'
import {
  epcisSubscribeIn,
  epcisSubscriptionIn,
  epcisSubscriptionsIn,
  epcisUnsubscribeIn,
} from './subscriptions.ts'

const epcis: readonly Route[] = [
  route(trace.epcisHome, 'trace', epcisRootIn, epcisProblem),
  route(trace.epcisRoot, 'trace', epcisRootIn, epcisProblem),
  route(trace.epcisCapture, 'trace', epcisCaptureIn, epcisProblem),
  route(trace.epcisCaptures, 'trace', epcisCapturesIn, epcisProblem),
  route(trace.epcisCaptureJob, 'trace', epcisCaptureJobIn, epcisProblem),
  route(trace.epcisAddEvent, 'trace', epcisAddEventIn, epcisProblem),
  route(trace.epcisEvents, 'trace', epcisEventsIn, epcisProblem),
  route(trace.epcisEvent, 'trace', epcisEventIn, epcisProblem),
  route(trace.epcisQueries, 'trace', epcisQueriesIn, epcisProblem),
  route(trace.epcisAddQuery, 'trace', epcisAddQueryIn, epcisProblem),
  route(trace.epcisQuery, 'trace', epcisQueryIn, epcisProblem),
  route(trace.epcisDropQuery, 'trace', epcisDropQueryIn, epcisProblem),
  route(trace.epcisQueryEvents, 'trace', epcisQueryEventsIn, epcisProblem),
  route(trace.epcisSubscriptions, 'trace', epcisSubscriptionsIn, epcisProblem),
  route(trace.epcisSubscribe, 'trace', epcisSubscribeIn, epcisProblem),
  route(trace.epcisSubscription, 'trace', epcisSubscriptionIn, epcisProblem),
  route(trace.epcisUnsubscribe, 'trace', epcisUnsubscribeIn, epcisProblem),
  route(trace.epcisDropToken, 'trace', epcisDropTokenIn, epcisProblem),
  ...trace.epcisResources.flatMap(({ name, list, item, events }) => [
    route(list, 'trace', resourceListIn(name), epcisProblem),
    route(item, 'trace', resourceItemIn(name), epcisProblem),
    route(events, 'trace', resourceEventsIn(name), epcisProblem),
  ]),
]

/** Each path says what it can: the methods of the routes that stand on it. */
const options: readonly Route[] = trace.epcisOptions.map((endpoint) => {
  const methods = epcis.filter((r) => r.endpoint.path === endpoint.path).map((r) => r.endpoint.method)
  const captures = endpoint.path.endsWith('/capture') || endpoint.path.endsWith('/events')
  return route(endpoint, 'trace', async () => granted(discovery(methods, captures)), epcisProblem)
})

/** The EPCIS interface, whole. */
export const epcisRoutes: readonly Route[] = [...epcis, ...options]
