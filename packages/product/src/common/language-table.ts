// SPDX-License-Identifier: MIT

/** The comment, bracket and indentation rules that a language follows. */
export type SyntaxFamily =
    | 'braces'
    | 'hash'
    | 'hash-braces'
    | 'dash'
    | 'percent'
    | 'markup'
    | 'markdown'
    | 'indented'
    | 'json'
    | 'css'
    | 'lisp';

export interface LanguageDescription {
    /** The language id that a cloud document stores: VS Code's id, if it knows the language. */
    readonly id: string;
    readonly name: string;
    readonly family: SyntaxFamily;
    readonly extensions: readonly string[];
    readonly filenames: readonly string[];
    /** The grammar's file in the package tm-grammars, without `.json`. */
    readonly grammar: string;
    readonly scope: string;
    /** A regular expression that recognizes a file by its first line. */
    readonly firstLine?: string;
    /** Scopes in the grammar that contain another language, and its id. */
    readonly embedded?: Readonly<Record<string, string>>;
}

type Details = Partial<Pick<LanguageDescription, 'grammar' | 'scope' | 'firstLine' | 'embedded'>>;

/**
 * Returns a row of the table.
 * @param files file patterns, separated by spaces: `*.ext` or a whole name
 * @param details overrides; by default the grammar has the name of the id and the scope `source.<id>`
 */
function language(
    id: string,
    name: string,
    family: SyntaxFamily,
    files: string,
    details: Details = {}
): LanguageDescription {
    const patterns = files.split(' ');
    return {
        id,
        name,
        family,
        extensions: patterns.filter(file => file.startsWith('*')).map(file => file.slice(1)),
        filenames: patterns.filter(file => !file.startsWith('*')),
        grammar: id,
        scope: `source.${id}`,
        ...details
    };
}

const web = { 'source.js': 'javascript', 'source.css': 'css' };
const component = { ...web, 'source.ts': 'typescript' };

const fencedBlocks = Object.fromEntries(
    [
        ...['c', 'cpp', 'csharp', 'css', 'dart', 'diff', 'dockerfile', 'go', 'groovy', 'html', 'ini', 'java'],
        ...['javascript', 'json', 'jsonc', 'latex', 'less', 'lua', 'makefile', 'perl', 'php', 'powershell', 'python'],
        ...['r', 'ruby', 'rust', 'scala', 'scss', 'shellscript', 'sql', 'swift', 'typescript', 'typescriptreact'],
        ...['xml', 'xsl', 'yaml']
    ].map(id => [`meta.embedded.block.${id}`, id])
);

/** The languages of the IDE, each with its grammar. */
export const LANGUAGES: readonly LanguageDescription[] = [
    // Data and configuration
    language('json', 'JSON', 'json', '*.json *.webmanifest *.geojson *.har .prettierrc .lintstagedrc'),
    language('jsonc', 'JSON with Comments', 'json', '*.jsonc *.code-workspace tsconfig.json jsconfig.json', {
        scope: 'source.json.comments'
    }),
    language('json5', 'JSON5', 'json', '*.json5'),
    language('jsonl', 'JSON Lines', 'json', '*.jsonl *.ndjson', { scope: 'source.json.lines' }),
    language('yaml', 'YAML', 'indented', '*.yaml *.yml .clang-format', { firstLine: '^%YAML' }),
    language('toml', 'TOML', 'hash', '*.toml Cargo.lock poetry.lock'),
    language('ini', 'Ini', 'hash', '*.ini *.cfg .editorconfig .gitconfig .npmrc'),
    language('properties', 'Properties', 'hash', '*.properties *.conf .gitattributes .gitignore', {
        grammar: 'ini',
        scope: 'source.ini'
    }),
    language('dotenv', 'Environment', 'hash', '*.env .env .env.example .env.local'),
    language('csv', 'CSV', 'json', '*.csv', { scope: 'text.csv' }),
    language('xml', 'XML', 'markup', '*.xml *.xsd *.wsdl *.svg *.plist *.xmi *.ecore', {
        scope: 'text.xml',
        firstLine: '^<\\?xml'
    }),
    language('xsl', 'XSL', 'markup', '*.xsl *.xslt', { scope: 'text.xml.xsl' }),
    language('diff', 'Diff', 'hash', '*.diff *.patch'),

    // Documents
    language('markdown', 'Markdown', 'markdown', '*.md *.markdown *.mkd', {
        scope: 'text.html.markdown',
        embedded: fencedBlocks
    }),
    language('latex', 'LaTeX', 'percent', '*.tex *.ltx *.cls *.sty', { scope: 'text.tex.latex' }),
    language('bibtex', 'BibTeX', 'percent', '*.bib', { scope: 'text.bibtex' }),
    language('asciidoc', 'AsciiDoc', 'braces', '*.adoc *.asciidoc', { scope: 'text.asciidoc' }),
    language('restructuredtext', 'reStructuredText', 'hash', '*.rst', { grammar: 'rst', scope: 'source.rst' }),
    language('mermaid', 'Mermaid', 'percent', '*.mmd *.mermaid', { scope: 'markdown.mermaid.codeblock' }),

    // The web
    language('html', 'HTML', 'markup', '*.html *.htm *.xhtml', {
        scope: 'text.html.basic',
        firstLine: '^\\s*<!DOCTYPE html',
        embedded: web
    }),
    language('css', 'CSS', 'css', '*.css'),
    language('scss', 'SCSS', 'braces', '*.scss', { scope: 'source.css.scss' }),
    language('less', 'Less', 'braces', '*.less', { scope: 'source.css.less' }),
    language('javascript', 'JavaScript', 'braces', '*.js *.mjs *.cjs', {
        scope: 'source.js',
        firstLine: '^#!.*\\bnode'
    }),
    language('javascriptreact', 'JavaScript JSX', 'braces', '*.jsx', { grammar: 'jsx', scope: 'source.js.jsx' }),
    language('typescript', 'TypeScript', 'braces', '*.ts *.mts *.cts', { scope: 'source.ts' }),
    language('typescriptreact', 'TypeScript JSX', 'braces', '*.tsx', { grammar: 'tsx', scope: 'source.tsx' }),
    language('vue', 'Vue', 'markup', '*.vue', { scope: 'text.html.vue', embedded: component }),
    language('svelte', 'Svelte', 'markup', '*.svelte', { embedded: component }),
    language('handlebars', 'Handlebars', 'markup', '*.hbs *.handlebars', {
        scope: 'text.html.handlebars',
        embedded: web
    }),
    language('php', 'PHP', 'braces', '*.php', { embedded: { 'text.html': 'html' } }),

    // Schemas, queries and models
    language('graphql', 'GraphQL', 'hash-braces', '*.graphql *.gql *.graphqls'),
    language('prisma', 'Prisma', 'braces', '*.prisma'),
    language('proto', 'Protocol Buffers', 'braces', '*.proto'),
    language('sql', 'SQL', 'dash', '*.sql *.dsql'),
    language('plsql', 'PL/SQL', 'dash', '*.pls *.plsql *.pkb *.pks', { scope: 'source.plsql.oracle' }),
    language('cypher', 'Cypher', 'braces', '*.cypher *.cql'),
    language('sparql', 'SPARQL', 'hash-braces', '*.rq *.sparql'),
    language('turtle', 'Turtle', 'hash', '*.ttl'),
    language('smithy', 'Smithy', 'braces', '*.smithy'),
    language('typespec', 'TypeSpec', 'braces', '*.tsp', { scope: 'source.tsp' }),
    language('jison', 'Jison', 'braces', '*.jison', {
        embedded: { 'source.js.embedded.jison': 'javascript', 'source.js.embedded.jisonlex': 'javascript' }
    }),
    language('jisonlex', 'Jison Lexer', 'braces', '*.jisonlex', {
        embedded: { 'source.js.embedded.jisonlex': 'javascript' }
    }),
    language('gherkin', 'Gherkin', 'hash', '*.feature', { scope: 'text.gherkin.feature' }),

    // Building and operating
    language('dockerfile', 'Dockerfile', 'hash', '*.dockerfile Dockerfile Containerfile', { grammar: 'docker' }),
    language('makefile', 'Makefile', 'hash', '*.mk *.mak Makefile makefile GNUmakefile', { grammar: 'make' }),
    language('cmake', 'CMake', 'hash', '*.cmake CMakeLists.txt'),
    language('just', 'Just', 'hash', '*.just justfile Justfile'),
    language('hcl', 'HCL', 'hash-braces', '*.hcl *.nomad'),
    language('terraform', 'Terraform', 'hash-braces', '*.tf *.tfvars', { scope: 'source.hcl.terraform' }),
    language('bicep', 'Bicep', 'braces', '*.bicep'),
    language('nix', 'Nix', 'hash-braces', '*.nix'),
    language('cue', 'CUE', 'braces', '*.cue'),
    language('pkl', 'Pkl', 'braces', '*.pkl'),
    language('jsonnet', 'Jsonnet', 'braces', '*.jsonnet *.libsonnet'),
    language('nginx', 'nginx', 'hash-braces', '*.nginx nginx.conf'),
    language('shellscript', 'Shell Script', 'hash-braces', '*.sh *.bash *.zsh *.ksh .bashrc .profile .zshrc', {
        scope: 'source.shell',
        firstLine: '^#!.*\\b(bash|zsh|sh|ksh|dash)\\b'
    }),
    language('powershell', 'PowerShell', 'hash-braces', '*.ps1 *.psm1 *.psd1'),
    language('bat', 'Batch', 'percent', '*.bat *.cmd', { scope: 'source.batchfile' }),

    // General-purpose languages
    language('python', 'Python', 'indented', '*.py *.pyi *.pyw', { firstLine: '^#!.*\\bpython' }),
    language('rust', 'Rust', 'braces', '*.rs'),
    language('go', 'Go', 'braces', '*.go'),
    language('java', 'Java', 'braces', '*.java'),
    language('kotlin', 'Kotlin', 'braces', '*.kt *.kts'),
    language('scala', 'Scala', 'braces', '*.scala *.sbt'),
    language('groovy', 'Groovy', 'braces', '*.groovy *.gradle Jenkinsfile'),
    language('c', 'C', 'braces', '*.c *.h'),
    language('cpp', 'C++', 'braces', '*.cpp *.cc *.cxx *.hpp *.hh *.hxx'),
    language('csharp', 'C#', 'braces', '*.cs *.csx', { scope: 'source.cs' }),
    language('swift', 'Swift', 'braces', '*.swift'),
    language('dart', 'Dart', 'braces', '*.dart'),
    language('ruby', 'Ruby', 'hash-braces', '*.rb *.rake *.gemspec Gemfile Rakefile'),
    language('perl', 'Perl', 'hash-braces', '*.pl *.pm'),
    language('lua', 'Lua', 'dash', '*.lua'),
    language('r', 'R', 'hash-braces', '*.r'),
    language('julia', 'Julia', 'hash-braces', '*.jl'),
    language('haskell', 'Haskell', 'dash', '*.hs'),
    language('ocaml', 'OCaml', 'braces', '*.ml *.mli'),
    language('elixir', 'Elixir', 'hash-braces', '*.ex *.exs'),
    language('clojure', 'Clojure', 'lisp', '*.clj *.cljs *.cljc *.edn'),
    language('scheme', 'Scheme', 'lisp', '*.scm *.ss'),
    language('prolog', 'Prolog', 'percent', '*.pro *.prolog'),
    language('zig', 'Zig', 'braces', '*.zig'),
    language('solidity', 'Solidity', 'braces', '*.sol'),
    language('glsl', 'GLSL', 'braces', '*.glsl *.vert *.frag'),
    language('vhdl', 'VHDL', 'dash', '*.vhd *.vhdl'),
    language('system-verilog', 'SystemVerilog', 'braces', '*.sv *.svh *.v', { scope: 'source.systemverilog' })
];

/** Grammars that other grammars include, by scope. They are not languages themselves. */
const INCLUDED_GRAMMARS: Readonly<Record<string, string>> = {
    'text.html.derivative': 'html-derivative',
    'source.cpp.embedded.macro': 'cpp-macro',
    'source.regexp.python': 'regexp',
    'text.tex': 'tex',
    'source.jison.strings': 'jison-strings'
};

/** Grammars that are injected into another one, by its scope. */
export const INJECTED_GRAMMARS: Readonly<Record<string, readonly string[]>> = {
    'source.jison': ['source.jison.strings']
};

/** Grammars in this package, because tm-grammars does not have them. */
const OWN_GRAMMARS: ReadonlySet<string> = new Set(['jisonlex', 'jison-strings']);

/** The grammar file for each scope. The application serves these files. */
export const GRAMMAR_FILES: ReadonlyMap<string, string> = new Map([
    ...LANGUAGES.map(language => [language.scope, language.grammar] as const),
    ...Object.entries(INCLUDED_GRAMMARS)
]);

/** Returns the module specifier of a grammar file, for the build of an application. */
export function grammarModule(file: string): string {
    return OWN_GRAMMARS.has(file) ? `@sanyam/product/resources/${file}.json` : `tm-grammars/grammars/${file}.json`;
}
