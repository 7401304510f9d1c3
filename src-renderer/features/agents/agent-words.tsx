import { clsx } from 'clsx'
import { type Agent, type Availability, priceOfAgent } from '#shared/model/agents/agent.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { availabilityLooks } from './kinds.ts'

type Priced = Pick<Agent, 'kind' | 'price'>

export const isPriceKnown = (agent: Priced): boolean => priceOfAgent(agent) !== 'unknown'

export const isFree = (agent: Priced): boolean => {
  const price = priceOfAgent(agent)
  return price === 'free' || (price !== 'unknown' && price.amountMinor === 0)
}

export function priceText(agent: Priced): string {
  const price = priceOfAgent(agent)
  if (price === 'unknown') return words.agents.unknown
  return price === 'free' || price.amountMinor === 0 ? words.agents.free : formatMoney(price)
}

export function AvailabilityWord({ availability }: { availability: Availability }) {
  const { word, dot } = availabilityLooks[availability]
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden className={clsx('size-2 rounded-full', dot)} />
      {word}
    </span>
  )
}

export function SkillTokens({ skills }: { skills: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-1">
      {skills.map((skill) => (
        <li
          key={skill}
          className="break-all rounded-sm border border-line bg-sunken px-1.5 font-mono text-muted text-xs leading-5"
        >
          {skill}
        </li>
      ))}
    </ul>
  )
}
