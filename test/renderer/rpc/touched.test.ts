import { expect, test } from 'vitest'
import { isMutation } from '#shared/contract/builders.ts'
import { contract } from '#shared/contract/index.ts'
import { areaOf, touchedByCommand, touchedByEvent } from '../../../src-renderer/rpc/refreshed-areas.ts'

/** Commands whose changes arrive through events, and commands that change no visible data. */
const withoutAreas = [
  ...['agents.discover', 'agents.trial', 'goals.replayDecisions', 'goals.start', 'plans.fix', 'plans.import'],
  ...[
    'preferences.set',
    'runs.addTasks',
    'runs.cancel',
    'runs.cancelTask',
    'runs.editTask',
    'runs.hurryTask',
  ],
  ...['runs.pause', 'runs.resume', 'runs.start', 'runs.unblockTask', 'seed.build', 'skills.addAlias'],
  ...[
    'skills.removeAlias',
    'system.createLaunchLink',
    'system.restoreBackup',
    'system.testMail',
    'tasks.create',
  ],
  ...['webhooks.create', 'webhooks.disable', 'webhooks.enable', 'webhooks.redeliver', 'webhooks.remove'],
  ...[
    'webhooks.test',
    'work.completeTask',
    'work.executeTask',
    'work.updateTaskProgress',
    'workspaces.merge',
  ],
]

const procedures = Object.entries(contract).flatMap(([area, all]) =>
  Object.entries(all).map(([name, procedure]) => ({ path: `${area}.${name}`, procedure })),
)
const areas = new Set(procedures.map(({ path }) => areaOf(path.split('.'))).concat('names'))

test('every command has its affected areas, or needs no reload', () => {
  const commands = procedures.filter(({ procedure }) => isMutation(procedure)).map(({ path }) => path)
  expect([...Object.keys(touchedByCommand), ...withoutAreas].sort()).toEqual(commands.sort())
})

test('every affected area has procedures that read it', () => {
  for (const touched of [...Object.values(touchedByEvent), ...Object.values(touchedByCommand)])
    for (const area of touched) expect(areas).toContain(area)
})

test('log lines of an attempt affect no list', () => {
  expect(touchedByEvent['attempt.logged']).toEqual([])
})
