import { agents } from './agents.ts'
import { answers } from './answers.ts'
import { audit } from './audit.ts'
import { charts } from './charts.ts'
import { common } from './common.ts'
import { connect } from './connect.ts'
import { decisions } from './decisions.ts'
import { designer } from './designer.ts'
import { drafts } from './drafts.ts'
import { edits } from './edits.ts'
import { events } from './events.ts'
import { files } from './files.ts'
import { gallery } from './gallery.ts'
import { graph } from './graph.ts'
import { home } from './home.ts'
import { imports } from './imports.ts'
import { inbox } from './inbox.ts'
import { json } from './json.ts'
import { memory } from './memory.ts'
import { money } from './money.ts'
import { plans } from './plans.ts'
import { projects } from './projects.ts'
import { query } from './query.ts'
import { run } from './run.ts'
import { runs } from './runs.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { source } from './source.ts'
import { statistics } from './statistics.ts'
import { statuses } from './statuses.ts'
import { taskKinds } from './task-kinds.ts'
import { templates } from './templates.ts'
import { time } from './time.ts'
import { tools } from './tools.ts'
import { versions } from './versions.ts'

/** Texts of the interface, one file per part. Texts with facts are functions. */
export const windowWords = {
  agents,
  answers,
  statuses,
  time,
  tools,
  audit,
  charts,
  common,
  imports,
  files,
  connect,
  decisions,
  designer,
  drafts,
  events,
  edits,
  gallery,
  graph,
  home,
  inbox,
  json,
  memory,
  money,
  plans,
  projects,
  query,
  run,
  runs,
  settings,
  shell,
  source,
  statistics,
  taskKinds,
  templates,
  versions,
}
