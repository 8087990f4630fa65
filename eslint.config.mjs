// SPDX-License-Identifier: MIT

import eslint from '@eslint/js';
import { builtinModules } from 'node:module';
import typescript from 'typescript-eslint';

/** By name alone: Theia has files called `path`, `os` and `process` that a browser may well import. */
const NODE = new RegExp(`^(node:|(${builtinModules.join('|')})(/|$))`);
const THEIA = ['@theia/*', '@theia/*/**', 'react', 'react-dom'];
const OURS = [
    'types',
    'store',
    'document-store',
    'auth',
    'backend-guard',
    'licensing',
    'product',
    'gateway',
    'client'
].map(name => `@sanyam/${name}`);

/** A folder's import rule: what its files may not import, and why. */
function forbid(files, groups, extra = {}) {
    const patterns = [...groups, noTestKit].map(([imports, message]) =>
        imports instanceof RegExp ? { regex: imports.source, message } : { group: imports, message }
    );
    return {
        files,
        ignores: ['**/*.spec.ts', '**/*.spec.tsx', '**/src/test/**'],
        rules: { 'no-restricted-imports': ['error', { patterns }], ...extra }
    };
}

const barrel = [/^\.{1,2}\/?$/, 'Name the file: a folder import hides cycles.'];
const inversify = [/^inversify/, 'Import inversify from @theia/core/shared/inversify.'];
const noTheia = [THEIA, 'This layer knows nothing of Theia.'];
const noNode = [NODE, 'This code also runs in a browser.'];
const noBrowser = [['**/browser', '**/browser/**'], 'Only browser code may import browser code.'];
const noNodeFolder = [['**/node', '**/node/**', '**/electron-*/**'], 'Only node code may import node code.'];
const noElectronFolders = [['**/electron-*/**'], 'Only code of Electron may import code of Electron.'];
const noMainProcess = [
    ['**/node', '**/node/**', '**/electron-main/**'],
    'A window asks the main process by the services of common code.'
];
const noElectron = [
    /^(electron|@theia\/electron|@theia\/core\/electron-shared)($|\/)/,
    'Only electron-main/electron.ts imports Electron, so that all else runs in plain Node.'
];
const noCommandLine = [['**/command-line', '**/command-line/**'], 'The library does not need the command line.'];
const noTestKit = [['@sanyam/test-kit', '@sanyam/test-kit/**'], 'Only tests may use the test kit.'];
const noApplications = [
    ['@sanyam/local-cloud', '@sanyam/local-cloud/**'],
    'A package does not depend on an application.'
];

/** All our packages but the importing one and those `below` it: the others share a token in `types`. */
function noSiblings(self, ...below) {
    const others = OURS.filter(name => ![self, ...below].some(allowed => name === `@sanyam/${allowed}`));
    return [
        others.flatMap(name => [name, `${name}/**`]),
        'Packages share a token in @sanyam/types instead of importing one another.'
    ];
}

const domGlobals = ['window', 'document', 'localStorage', 'sessionStorage', 'indexedDB', 'navigator', 'location'];
/** The gateway installs without Theia, so of the extensions it has only the common part of licensing. */
const noExtensions = [
    /^@sanyam\/((document-store|auth|backend-guard|product)($|\/)|licensing($|\/(?!lib\/common$)))/,
    'The gateway imports no extension but @sanyam/licensing/lib/common.'
];

const inGateway = [barrel, noTheia, noExtensions, noApplications];

/**
 * The gateway's folders and those that each may import: routes → licensing → database, never back. The first four are
 * what a second server needs as well, so they know nothing of this one.
 */
const GATEWAY_LAYERS = {
    observability: [],
    identity: [],
    database: ['observability'],
    jobs: ['observability', 'database'],
    billing: ['observability', 'identity', 'database', 'jobs', 'licensing'],
    configuration: ['identity', 'billing'],
    admin: ['observability', 'database', 'jobs', 'billing', 'configuration'],
    admission: ['observability', 'identity', 'database'],
    licensing: ['admission'],
    http: ['observability', 'identity', 'admission', 'operation-ids'],
    errors: ['observability', 'identity', 'http'],
    middleware: ['observability', 'identity', 'configuration', 'admission', 'licensing', 'http', 'errors'],
    routes: [
        'observability',
        'identity',
        'database',
        'billing',
        'licensing',
        'http',
        'errors',
        'middleware',
        'operation-ids',
        'services'
    ]
};

/** The files beside the layers, which put them together. */
const GATEWAY_FILES = ['app', 'index', 'main', 'operation-ids', 'services', 'start-gateway'];

function noLayersAbove(layer, below) {
    const closed = [...Object.keys(GATEWAY_LAYERS), ...GATEWAY_FILES].filter(
        name => name !== layer && !below.includes(name)
    );
    const open = below.length === 0 ? 'no other layer' : `only ${below.join(', ')}`;
    return [new RegExp(`^(\\.\\./)+(${closed.join('|')})(/|$)`), `In the gateway, ${layer} imports ${open}.`];
}

const noDom = {
    'no-restricted-globals': ['error', ...domGlobals.map(name => ({ name, message: 'common code has no DOM.' }))]
};

const extensions = ['document-store', 'auth', 'backend-guard', 'licensing', 'product'];

export default typescript.config(
    {
        ignores: [
            '**/lib/**',
            '**/node_modules/**',
            '**/src-gen/**',
            '**/gen-*',
            '.tools/**',
            '.sanyam/**',
            '.yarn/**',
            '**/esbuild.mjs',
            'applications/browser/workspace/**',
            '**/test-results/**'
        ]
    },
    eslint.configs.recommended,
    ...typescript.configs.recommended,
    {
        files: ['**/*.ts', '**/*.tsx'],
        // Rules that need types are in .oxlintrc.json: Oxlint checks them five times as fast.
        rules: {
            '@typescript-eslint/consistent-type-imports': 'off',
            '@typescript-eslint/no-explicit-any': 'error',
            '@typescript-eslint/ban-ts-comment': 'error',
            '@typescript-eslint/no-namespace': 'off',
            '@typescript-eslint/no-redeclare': 'off',
            'no-redeclare': 'off',
            'no-empty': 'error',
            'no-empty-pattern': 'off',
            eqeqeq: 'error',
            'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }]
        }
    },
    {
        files: ['scripts/**/*.mjs', 'eslint.config.mjs', '**/*.mjs', '**/.mocharc.cjs'],
        languageOptions: {
            globals: {
                process: 'readonly',
                console: 'readonly',
                setTimeout: 'readonly',
                clearTimeout: 'readonly',
                setInterval: 'readonly',
                clearInterval: 'readonly',
                URL: 'readonly',
                fetch: 'readonly',
                module: 'readonly',
                Buffer: 'readonly',
                AbortSignal: 'readonly',
                performance: 'readonly',
                after: 'readonly',
                afterEach: 'readonly',
                before: 'readonly',
                beforeEach: 'readonly',
                describe: 'readonly',
                it: 'readonly'
            }
        }
    },
    {
        files: ['applications/browser/{move-icon,site-data}.js'],
        languageOptions: { globals: { document: 'readonly', navigator: 'readonly', window: 'readonly' } }
    },
    {
        files: ['applications/local-cloud/mailbox-page/mailbox.js'],
        languageOptions: {
            globals: {
                document: 'readonly',
                location: 'readonly',
                fetch: 'readonly',
                CSS: 'readonly',
                EventSource: 'readonly',
                addEventListener: 'readonly'
            }
        }
    },
    { files: ['**/*.spec.ts'], rules: { '@typescript-eslint/no-unused-expressions': 'off' } },
    forbid(['packages/types/src/**'], [barrel, noTheia, noNode, noSiblings('types'), noApplications], noDom),
    forbid(
        ['packages/store/src/**'],
        [barrel, noTheia, inversify, noNode, noSiblings('store', 'types'), noApplications],
        noDom
    ),
    ...extensions.flatMap(name => [
        forbid(
            [`packages/${name}/src/common/**`],
            [
                barrel,
                noTheia,
                inversify,
                noNode,
                noBrowser,
                noNodeFolder,
                noSiblings(name, 'types', 'store'),
                noApplications
            ],
            noDom
        ),
        forbid(
            [`packages/${name}/src/browser/**`],
            [barrel, inversify, noNode, noNodeFolder, noSiblings(name, 'types', 'store'), noApplications]
        ),
        forbid(
            [`packages/${name}/src/node/**`],
            [barrel, inversify, noBrowser, noElectronFolders, noSiblings(name, 'types', 'store'), noApplications]
        ),
        forbid(
            [`packages/${name}/src/electron-browser/**`],
            [barrel, inversify, noNode, noMainProcess, noSiblings(name, 'types', 'store'), noApplications]
        ),
        forbid(
            [`packages/${name}/src/electron-main/!(electron).ts`],
            [barrel, inversify, noBrowser, noElectron, noSiblings(name, 'types', 'store'), noApplications]
        )
    ]),
    {
        files: ['packages/document-store/src/browser/**'],
        ignores: ['**/*.spec.ts', '**/cloud-directory.ts'],
        rules: {
            'no-restricted-syntax': [
                'error',
                {
                    selector: 'ImportSpecifier[imported.name=/^(parseCloudUri|formatCloudDocumentUri)$/]',
                    message: 'Ask CloudDirectory: a URI can have an old name of its document.'
                }
            ]
        }
    },
    forbid(['packages/gateway/src/**'], inGateway),
    ...Object.entries(GATEWAY_LAYERS).map(([layer, below]) =>
        forbid([`packages/gateway/src/${layer}/**`], [...inGateway, noLayersAbove(layer, below)])
    ),
    forbid(
        ['packages/client/src/client/**'],
        [barrel, noTheia, noNode, noCommandLine, noSiblings('client', 'types'), noApplications],
        noDom
    ),
    forbid(['packages/client/src/command-line/**'], [barrel, noTheia, noSiblings('client', 'types'), noApplications]),
    forbid(['applications/local-cloud/src/**'], [])
);
