import { capitalised } from '#shared/text/capitalised.ts'
import { slugOf } from './files.ts'
import { type Brief, freeName, literal, type Scaffold, stillMissing } from './scaffold.ts'

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Path that the generated server answers and the generated page requests. */
const helloPath = '/api/hello'
const pageName = 'index.html'

export function pageScaffold({ subject, made, facts }: Brief): Scaffold {
  const title = escapeHtml(capitalised(subject))
  const server = made.find(
    ({ text }) => text.includes('export function createApp') && text.includes(helloPath),
  )
  const missing =
    server === undefined
      ? 'The content, the design and the data of the page.'
      : `The content and the design of the page. The page shows only the greeting of ${helloPath}.`
  const about = facts.about === null ? '' : `\n      <p>${escapeHtml(facts.about)}</p>`
  const text = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <style>
      body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; }
      button { font: inherit; padding: 0.5rem 1rem; }
    </style>
  </head>
  <body>
    <main>
      <h1>${title}</h1>${about}
      <p id="answer" role="status"></p>
      <button type="button" id="greet">Greet</button>
      <p>This page is incomplete. ${stillMissing(missing)}</p>
    </main>
    <script type="module">
${server === undefined ? ownGreeting(subject) : askedGreeting(server.name)}
      document.querySelector('#greet').addEventListener('click', greet)
    </script>
  </body>
</html>
`
  const works =
    server === undefined
      ? 'The page opens in a browser and shows its title. Its button shows a greeting.'
      : `Start the page with "node ${server.name}". The page shows its title and the greeting of ${helloPath}.`
  const name = freeName(pageName, `${slugOf(subject)}.html`, made)
  return { files: [{ name, mediaType: 'text/html', text }], works, missing }
}

const ownGreeting = (subject: string): string => `      function greet() {
        document.querySelector('#answer').textContent = ${literal(`Hello from ${subject}!`)}
      }`

const askedGreeting = (server: string): string => `      async function greet() {
        const answer = document.querySelector('#answer')
        try {
          const response = await fetch('${helloPath}')
          answer.textContent = (await response.json()).message
        } catch {
          answer.textContent = ${literal(`The server does not answer. Start the server with: node ${server}`)}
        }
      }
      greet()`

export function endpointScaffold({ subject, made }: Brief): Scaffold {
  const missing = 'The real response of the endpoint, its storage and its access rules.'
  const name = freeName('server.mjs', `${slugOf(subject)}.mjs`, made)
  const text = `// Incomplete: a server with one endpoint, for this machine only. The server also serves ${pageName} from its folder.
// Start the server with: node ${name} [port]
// ${stillMissing(missing)}
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'

export const path = '${helloPath}'
const greeting = { message: ${literal(`Hello from ${subject}!`)} }

const readPage = () => readFile(new URL('./${pageName}', import.meta.url)).catch(() => null)

export function createApp() {
  return createServer(async (request, response) => {
    const [asked] = (request.url ?? '/').split('?')
    const isGet = request.method === 'GET'
    const page = isGet && (asked === '/' || asked === '/${pageName}') ? await readPage() : null
    if (page !== null) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      response.end(page)
      return
    }
    const isKnown = isGet && asked === path
    response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(isKnown ? greeting : { error: 'Not found' }))
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const app = createApp()
  app.listen(Number(process.argv[2] ?? 3000), '127.0.0.1', () => {
    console.log(\`http://127.0.0.1:\${app.address().port}/ and \${path}\`)
  })
}
`
  return {
    files: [{ name, mediaType: 'text/javascript', text }],
    works: `Start the server with "node ${name}". GET ${helloPath} returns JSON, and / returns ${pageName} if the file exists.`,
    missing,
  }
}

export function scriptScaffold({ subject, made }: Brief): Scaffold {
  const missing = 'The processing of the inputs.'
  const name = freeName(`${slugOf(subject)}.mjs`, `${slugOf(subject)}-script.mjs`, made)
  const text = `// Incomplete: this script has arguments, help and exit codes. For its usage, run: node ${name} --help
// ${stillMissing(missing)}
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const usage = ${literal(`${subject}\n\nUsage: node ${name} <input>...\n\n  --help  show this help`)}

function run(inputs, say) {
  for (const input of inputs) say(\`Not processed yet: \${input}\`)
  return 0
}

/** Returns the exit code: 0 for success, 2 for invalid arguments. */
export function main(args, say = console.log) {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { help: { type: 'boolean' } } })
    if (values.help) {
      say(usage)
      return 0
    }
    if (positionals.length > 0) return run(positionals, say)
  } catch (error) {
    say(error.message)
  }
  say(usage)
  return 2
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main(process.argv.slice(2))
`
  return {
    files: [{ name, mediaType: 'text/javascript', text }],
    works: `"node ${name} --help" prints the usage, and invalid arguments give exit code 2.`,
    missing,
  }
}
