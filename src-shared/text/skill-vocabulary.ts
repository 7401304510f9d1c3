/**
 * Skills and the phrases that indicate them, for texts that name no skill. Case, plurals and punctuation are
 * ignored. A phrase may indicate several skills. Other phrases are not guessed.
 */
export const skillPhrases: Readonly<Record<string, string>> = {
  // The skills of the shipped agents and samples.
  summarization: 'summarize, summarise, summarizing, summary, summarization, condensing',
  memory_search: 'memory search, search memory',
  reflection: 'reflection, retrospective',
  context_analysis: 'context analysis',
  research: 'research, researcher, researching, literature review, competitive analysis',
  comparison: 'comparison, comparing',
  communication: 'draft email, email draft, write email, stakeholder communication, communication',
  purchase: 'purchase, purchasing, procurement',
  translation: 'translation, translator, translating, localization, localisation, i18n',
  scoping:
    'scoping, scope document, requirement analysis, requirement gathering, gathering requirement, workshopper',
  project_planning:
    'project plan, project planning, project manager, project management, sprint planning, roadmap, milestone',
  backend: 'backend, back end, server side, microservice',
  frontend: 'frontend, front end, ui component, client side, web ui, user interface',
  testing: 'test, tester, testing, qa, quality assurance, e2e, tdd, bdd',
  review: 'code review, code reviewer, review code, reviewing code, pull request, reviewer',

  // Software development.
  api_design: 'api design, api designer, api scaffolding, api contract, rest api, graphql, openapi, grpc',
  accessibility: 'accessibility, wcag, a11y',
  architecture: 'architecture, architect, architectural, system design, distributed system',
  command_line: 'command line, cli, terminal application',
  code_review: 'code review, code reviewer, review code, reviewing code, pull request',
  database: 'database, sql, postgres, postgresql, mysql, mongodb, schema design, query optimization, dba',
  debugging: 'debug, debugger, debugging, troubleshooting, root cause, stack trace',
  dependency_management: 'dependency management, dependency update, package management, supply chain',
  developer_tools: 'developer tool, developer tooling, developer experience, dx',
  documentation:
    'documentation, documenting, docs, technical writing, technical writer, tutorial, user guide, manual',
  embedded:
    'embedded, firmware, microcontroller, arm cortex, stm32, rtos, peripheral driver, driver development',
  game_development: 'game developer, game development, unity, godot, unreal engine',
  git: 'git, version control, branching strategy',
  mobile: 'mobile, ios, android, react native, flutter',
  performance: 'performance, profiling, load testing, benchmark, benchmarking',
  refactoring: 'refactor, refactoring, technical debt, legacy code, modernization, modernisation',
  technical_writing: 'technical writing, technical writer, technical documentation',
  test_automation: 'test automation, test automator, automated test, test suite, test creation',
  ui_design: 'ui design, ui designer, ux, wireframe, design system, visual design, user experience',

  // Languages and frameworks.
  angular: 'angular',
  bash: 'bash, shell script, shell scripting',
  cpp: 'c++, cpp',
  csharp: 'c#, csharp',
  django: 'django',
  dotnet: '.net, dotnet',
  elixir: 'elixir',
  fastapi: 'fastapi',
  flutter: 'flutter',
  golang: 'golang',
  java: 'java',
  javascript: 'javascript',
  julia: 'julia',
  kotlin: 'kotlin',
  laravel: 'laravel',
  next_js: 'next.js, nextjs',
  node_js: 'node.js, nodejs',
  php: 'php',
  python: 'python',
  rails: 'rails',
  react: 'react, react component',
  react_native: 'react native',
  ruby: 'ruby',
  rust: 'rust',
  scala: 'scala',
  spring: 'spring boot, java spring',
  sql: 'sql',
  swift: 'swift, swiftui',
  typescript: 'typescript',
  vue: 'vue, vue.js',

  // Operations.
  ci_cd:
    'ci cd, cicd, continuous integration, continuous delivery, continuous deployment, deployment pipeline',
  cloud: 'cloud, aws, azure, gcp',
  containers: 'container, containerization, containerisation, docker, kubernetes, helm',
  devops: 'devops, devsecops, deployment, deploying, platform engineer',
  incident_response: 'incident, incident response, on call, outage, postmortem',
  infrastructure: 'infrastructure, infrastructure as code, iac, terraform, pulumi, ansible',
  kubernetes: 'kubernetes, k8s, helm',
  networking: 'networking, network engineer, dns, load balancer, service mesh',
  observability: 'observability, monitoring, tracing, alerting, slo, reliability engineer, site reliability',

  // Security and compliance.
  compliance: 'compliance, gdpr, ccpa, hipaa, soc2, soc 2, regulatory',
  penetration_testing: 'penetration testing, penetration tester, pentest',
  privacy: 'privacy, gdpr, ccpa, data subject right, right to deletion, consent',
  security: 'security, devsecops, owasp, vulnerability, cybersecurity',
  threat_modeling: 'threat model, threat modeling, threat modelling',

  // Data and models.
  ai_engineering: 'ai engineer, ai agent, llm, rag, prompt engineer, prompt engineering, vector search',
  data_analysis: 'data analysis, data analyst, analytics, business intelligence, dashboard, statistics',
  data_engineering: 'data engineer, data engineering, data pipeline, etl, elt, data warehouse, airflow, dbt',
  data_science: 'data science, data scientist',
  machine_learning: 'machine learning, deep learning, ml, ml engineer, mlops, model training',
  web_search: 'web search, search the web',

  // Other fields.
  blockchain: 'blockchain, smart contract, web3, solidity',
  business_analysis: 'business analysis, business analyst, kpi',
  content_writing: 'content writer, content writing, content marketing, copywriting, blog post',
  coordination:
    'coordination, coordinate, coordinating, orchestrator, orchestrating, orchestration, team lead, workstream',
  customer_support: 'customer support, customer success, support ticket',
  finance: 'financial, finance, accounting, portfolio risk, backtest, quantitative analyst, quant analyst',
  legal: 'legal, contract review, lawyer',
  marketing: 'marketing, marketer, campaign',
  payments: 'payment, billing, stripe, checkout',
  product_management: 'product manager, product management, product roadmap, user story',
  sales: 'sales, lead generation, cold email',
  seo: 'seo, search engine optimization, search engine optimisation',
  user_research: 'user research, ux researcher, usability',
}

export const knownSkills: ReadonlySet<string> = new Set(Object.keys(skillPhrases))

/** Single words that are spelled in camel case. */
const spelledNames =
  'bigquery clickhouse coffeescript dynamodb ebpf fintech github gitlab graphql hubspot influxdb jquery latex linkedin macos mariadb nosql numpy oauth opengl powerpoint powershell pytorch quickbooks rabbitmq saas sqlite tensorflow vscode webassembly webgl webrtc wordpress youtube'

const knownWords: ReadonlySet<string> = new Set([
  ...spelledNames.split(' '),
  ...knownSkills,
  ...Object.values(skillPhrases).flatMap((phrases) => phrases.split(/[\s,]+/)),
])

/** A lower-case word of the vocabulary: `javascript`, but not `memorysearch`. */
export const isVocabularyWord = (word: string): boolean => knownWords.has(word)
