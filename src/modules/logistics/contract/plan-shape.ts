import { z } from 'zod'

/** The routing answer in VROOM's JSON with our keys; its types stand in domain/routing/plan.ts. */
const amounts = z.array(z.number())
const location = z.array(z.number())

const zViolation = z.object({ cause: z.string(), duration: z.number().optional() })

const zStep = z.object({
  type: z.enum(['start', 'job', 'pickup', 'delivery', 'break', 'reload', 'end']),
  id: z.number().optional(),
  description: z.string().optional(),
  location: location.optional(),
  location_index: z.number().optional(),
  arrival: z.number(),
  duration: z.number(),
  setup: z.number(),
  service: z.number(),
  waiting_time: z.number(),
  distance: z.number(),
  load: amounts,
  violations: z.array(zViolation),
})

const sums = {
  cost: z.number(),
  setup: z.number(),
  service: z.number(),
  duration: z.number(),
  waiting_time: z.number(),
  priority: z.number(),
  distance: z.number(),
  delivery: amounts,
  pickup: amounts,
  violations: z.array(zViolation),
}

const zRoute = z.object({
  ...sums,
  vehicle: z.number(),
  description: z.string().optional(),
  steps: z.array(zStep),
})

const zRide = z.object({
  job: z.number(),
  location_index: z.number(),
  location: location.optional(),
  description: z.string().optional(),
  stop: z.number(),
  arrival: z.number(),
  onward: z
    .object({
      stop_index: z.number(),
      arrival: z.number(),
      duration: z.number(),
      distance: z.number(),
    })
    .optional(),
  amount: amounts,
  cost: z.number(),
})

const zBusRoute = z.object({
  mode: z.literal('bus'),
  line: z.number(),
  direction: z.enum(['outbound', 'inbound']),
  departure: z.number(),
  cost: z.number(),
  rides: z.array(zRide),
})

const zReason = z.object({
  verdict: z.enum(['impossible', 'crowded_out']),
  code: z.string(),
  by: z.number().optional(),
  unit: z.enum(['seconds', 'metres', 'amount', 'tasks']).optional(),
  dimension: z.number().optional(),
  /** The skills the vehicle lacks. */
  skills: z.array(z.number()).optional(),
  vehicle: z.number().optional(),
  zh: z.string(),
  en: z.string(),
})

const zUnassigned = z.object({
  id: z.number(),
  type: z.enum(['job', 'pickup', 'delivery']),
  location: location.optional(),
  location_index: z.number(),
  description: z.string().optional(),
  reasons: z.array(zReason),
})

const zPlanAlone = z.object({
  code: z.literal(0),
  summary: z.object({
    ...sums,
    routes: z.int(),
    unassigned: z.int(),
    bus_cost: z.number(),
    computing_times: z.object({ loading: z.number(), solving: z.number(), routing: z.number() }),
    iterations: z.number(),
    /** Where the durations and distances came from. */
    distances: z.object({ zh: z.string(), en: z.string() }).optional(),
  }),
  unassigned: z.array(zUnassigned),
  routes: z.array(zRoute),
  bus: z.array(zBusRoute),
})

/** The best plan, and others by other ways where the request asked for them. */
export const zPlan = zPlanAlone.extend({ alternatives: z.array(zPlanAlone).optional() })
