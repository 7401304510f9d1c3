import { words } from '#shared/words/words.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { SimulationMark } from '../../ui/simulation-mark.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { type StatusName, statusLooks } from '../../ui/status-looks.ts'
import { Ago, Countdown, Elapsed } from '../../ui/text/time.tsx'
import { Row, Section } from './section.tsx'

export const statusNames = Object.keys(statusLooks).filter(isStatus)

function isStatus(name: string): name is StatusName {
  return name in statusLooks
}

const bars = [
  { total: 8, done: 0, failed: 0, running: 0 },
  { total: 8, done: 3, failed: 1, running: 2 },
  { total: 8, done: 8, failed: 0, running: 0 },
  { total: 5000, done: 4999, failed: 1, running: 0 },
]
const now = Date.now()
const hourMs = 3_600_000

export function Statuses() {
  const { gallery } = words
  return (
    <>
      <Section title={gallery.statuses}>
        <p className="mb-2 text-muted">{gallery.plain}</p>
        <Row>
          {statusNames.map((name) => (
            <StatusBadge key={name} status={name} />
          ))}
        </Row>
        <p className="mt-5 mb-2 text-muted">{gallery.pills}</p>
        <Row>
          {statusNames.map((name) => (
            <StatusBadge key={name} status={name} percent={name === 'running' ? 62 : null} isPill />
          ))}
          <SimulationMark />
        </Row>
      </Section>
      <Section title={gallery.progress}>
        <div className="grid gap-3">
          {bars.map((bar) => (
            <div
              key={`${bar.done} ${bar.total}`}
              className="grid grid-cols-[minmax(0,320px)_auto] items-center gap-4"
            >
              <ProgressBar label={gallery.progressOf(bar.done, bar.total)} {...bar} />
              <span className="tabular text-muted">{gallery.progressOf(bar.done, bar.total)}</span>
            </div>
          ))}
        </div>
        <div className="mt-5">
          <Row>
            <Ago at={now} />
            <Ago at={now - 50 * hourMs} />
            <Elapsed from={now - hourMs} to={null} />
            <Elapsed from={now - 8200} to={now} />
            <Countdown until={now + hourMs} />
          </Row>
        </div>
      </Section>
    </>
  )
}
