// SPDX-License-Identifier: MIT

import { basename } from 'node:path';

/** The files of each language, as in the IDE. A test compares this with the IDE's table. */
export const LANGUAGE_FILES: Readonly<Record<string, string>> = {
    json: '*.json *.webmanifest *.geojson *.har .prettierrc .lintstagedrc',
    jsonc: '*.jsonc *.code-workspace tsconfig.json jsconfig.json',
    json5: '*.json5',
    jsonl: '*.jsonl *.ndjson',
    yaml: '*.yaml *.yml .clang-format',
    toml: '*.toml Cargo.lock poetry.lock',
    ini: '*.ini *.cfg .editorconfig .gitconfig .npmrc',
    properties: '*.properties *.conf .gitattributes .gitignore',
    dotenv: '*.env .env .env.example .env.local',
    csv: '*.csv',
    xml: '*.xml *.xsd *.wsdl *.svg *.plist *.xmi *.ecore',
    xsl: '*.xsl *.xslt',
    diff: '*.diff *.patch',
    markdown: '*.md *.markdown *.mkd',
    latex: '*.tex *.ltx *.cls *.sty',
    bibtex: '*.bib',
    asciidoc: '*.adoc *.asciidoc',
    restructuredtext: '*.rst',
    mermaid: '*.mmd *.mermaid',
    html: '*.html *.htm *.xhtml',
    css: '*.css',
    scss: '*.scss',
    less: '*.less',
    javascript: '*.js *.mjs *.cjs',
    javascriptreact: '*.jsx',
    typescript: '*.ts *.mts *.cts',
    typescriptreact: '*.tsx',
    vue: '*.vue',
    svelte: '*.svelte',
    handlebars: '*.hbs *.handlebars',
    php: '*.php',
    graphql: '*.graphql *.gql *.graphqls',
    prisma: '*.prisma',
    proto: '*.proto',
    sql: '*.sql *.dsql',
    plsql: '*.pls *.plsql *.pkb *.pks',
    cypher: '*.cypher *.cql',
    sparql: '*.rq *.sparql',
    turtle: '*.ttl',
    smithy: '*.smithy',
    typespec: '*.tsp',
    jison: '*.jison',
    jisonlex: '*.jisonlex',
    gherkin: '*.feature',
    dockerfile: '*.dockerfile Dockerfile Containerfile',
    makefile: '*.mk *.mak Makefile makefile GNUmakefile',
    cmake: '*.cmake CMakeLists.txt',
    just: '*.just justfile Justfile',
    hcl: '*.hcl *.nomad',
    terraform: '*.tf *.tfvars',
    bicep: '*.bicep',
    nix: '*.nix',
    cue: '*.cue',
    pkl: '*.pkl',
    jsonnet: '*.jsonnet *.libsonnet',
    nginx: '*.nginx nginx.conf',
    shellscript: '*.sh *.bash *.zsh *.ksh .bashrc .profile .zshrc',
    powershell: '*.ps1 *.psm1 *.psd1',
    bat: '*.bat *.cmd',
    python: '*.py *.pyi *.pyw',
    rust: '*.rs',
    go: '*.go',
    java: '*.java',
    kotlin: '*.kt *.kts',
    scala: '*.scala *.sbt',
    groovy: '*.groovy *.gradle Jenkinsfile',
    c: '*.c *.h',
    cpp: '*.cpp *.cc *.cxx *.hpp *.hh *.hxx',
    csharp: '*.cs *.csx',
    swift: '*.swift',
    dart: '*.dart',
    ruby: '*.rb *.rake *.gemspec Gemfile Rakefile',
    perl: '*.pl *.pm',
    lua: '*.lua',
    r: '*.r',
    julia: '*.jl',
    haskell: '*.hs',
    ocaml: '*.ml *.mli',
    elixir: '*.ex *.exs',
    clojure: '*.clj *.cljs *.cljc *.edn',
    scheme: '*.scm *.ss',
    prolog: '*.pro *.prolog',
    zig: '*.zig',
    solidity: '*.sol',
    glsl: '*.glsl *.vert *.frag',
    vhdl: '*.vhd *.vhdl',
    'system-verilog': '*.sv *.svh *.v'
};

const LANGUAGES = new Map(
    Object.entries(LANGUAGE_FILES).flatMap(([id, patterns]) =>
        patterns.split(' ').map(pattern => [pattern, id] as const)
    )
);

/** Returns the language id of a file by its name or its extension. `plaintext` when it is unknown. */
export function languageOf(file: string): string {
    const name = basename(file);
    const parts = name.toLowerCase().split('.').slice(1);
    const extensions = parts.map((_part, index) => `*.${parts.slice(index).join('.')}`);
    const id = [name, ...extensions].map(pattern => LANGUAGES.get(pattern)).find(found => found !== undefined);
    return id ?? 'plaintext';
}
