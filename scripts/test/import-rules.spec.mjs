// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { ESLint } from 'eslint';
import { readdirSync } from 'node:fs';
import { inRoot } from '../set-up/repository.mjs';

const RULE = 'no-restricted-imports';

/** A file of each layer, with forbidden and allowed imports. */
const layers = [
    {
        file: 'packages/types/src/tier-limits.ts',
        refused: ['@theia/core', 'node:fs', 'fs', '@sanyam/auth', '@sanyam/store', '.', '..'],
        allowed: ['zod', './cloud-error']
    },
    {
        file: 'packages/store/src/cloud-document-store.ts',
        refused: [
            '@theia/core/lib/common/event',
            'node:path',
            'react',
            'inversify',
            '@sanyam/document-store/lib/common/document-cache',
            '@sanyam/licensing/lib/common',
            '@sanyam/gateway',
            '.'
        ],
        allowed: ['@sanyam/types', '@supabase/supabase-js', 'zod', './shares/cloud-shares']
    },
    {
        file: 'packages/document-store/src/common/document-cache.ts',
        refused: [
            '@theia/core/lib/common/event',
            'node:path',
            'react',
            '../browser/format-size',
            '../node/cloud-configuration-endpoint',
            '@sanyam/auth'
        ],
        allowed: ['@sanyam/types', '@sanyam/store', './local-only-document-store']
    },
    {
        file: 'packages/document-store/src/browser/format-size.ts',
        refused: [
            'node:fs',
            '../node/cloud-configuration-endpoint',
            '@sanyam/auth/lib/browser/auth-frontend-module',
            '@sanyam/licensing',
            'inversify',
            '@sanyam/local-cloud'
        ],
        allowed: [
            '@sanyam/types',
            '@theia/core/lib/common/path',
            '@theia/core/shared/inversify',
            '../common/document-cache',
            './format-age'
        ]
    },
    {
        file: 'packages/document-store/src/node/cloud-configuration-endpoint.ts',
        refused: ['../browser/format-size', '@sanyam/auth', 'inversify'],
        allowed: ['node:fs', '../common/cloud-configuration-protocol', '@theia/core/shared/express']
    },
    {
        file: 'packages/auth/src/browser/auth-frontend-module.ts',
        refused: ['@sanyam/document-store/lib/common/document-cache', '@sanyam/product', 'node:crypto'],
        allowed: ['@sanyam/types', '@sanyam/store', '../common/session/supabase-auth-session']
    },
    {
        file: 'packages/auth/src/electron-browser/visit-in-browser.ts',
        refused: ['../node/redirect/loopback-redirect', '../electron-main/electron', 'node:fs', '@sanyam/product'],
        allowed: ['../browser/sign-in/provider-visit', '../common/desktop/desktop-sign-in', '@sanyam/types']
    },
    {
        file: 'packages/auth/src/electron-main/auth-electron-main-module.ts',
        refused: ['../browser/sign-in/provider-visit', '@theia/core/electron-shared/electron', 'electron'],
        allowed: ['../node/redirect/loopback-redirect', './electron', 'node:path']
    },
    {
        file: 'packages/auth/src/node/redirect/loopback-redirect.ts',
        refused: ['../../browser/auth-frontend-module', '../../electron-main/electron'],
        allowed: ['node:http', '../../common/desktop/desktop-sign-in']
    },
    {
        file: 'packages/gateway/src/app.ts',
        refused: [
            '@theia/core',
            '@sanyam/document-store/lib/common/document-cache',
            '@sanyam/licensing',
            '@sanyam/licensing/lib/browser/license-refresh-contribution',
            '@sanyam/auth/lib/common/session/stored-session',
            '@sanyam/local-cloud',
            '.'
        ],
        allowed: ['@sanyam/types', '@sanyam/store', '@sanyam/licensing/lib/common', 'node:http', './services']
    },
    {
        file: 'packages/gateway/src/observability/metrics.ts',
        refused: [
            '../database/direct-database',
            '../configuration/gateway-configuration',
            '../services',
            '@theia/core'
        ],
        allowed: ['prom-client', './log']
    },
    {
        file: 'packages/gateway/src/identity/authenticator.ts',
        refused: ['../configuration/gateway-configuration', '../database/direct-database', '../admission/admission'],
        allowed: ['@sanyam/types', 'node:crypto', './unauthorized']
    },
    {
        file: 'packages/gateway/src/database/direct-session.ts',
        refused: [
            '../routes/operation',
            '../licensing/licensing',
            '../admission/admission',
            '../identity/caller',
            '../jobs/job',
            '../configuration/gateway-configuration',
            '../start-gateway',
            '..'
        ],
        allowed: ['@sanyam/store', 'pg', '../observability/metrics', './direct-database']
    },
    {
        file: 'packages/gateway/src/jobs/job-runner.ts',
        refused: ['../configuration/gateway-configuration', '../identity/caller', '../routes/operation', '../app'],
        allowed: ['croner', '../database/supabase-clients', '../observability/metrics', './job']
    },
    {
        file: 'packages/gateway/src/admission/admission.ts',
        refused: ['../licensing/licensing', '../middleware/admit', '../http/request-variables', '../errors/no-cloud'],
        allowed: ['../database/direct-session', '../identity/caller']
    },
    {
        file: 'packages/gateway/src/licensing/licensing.ts',
        refused: ['../routes/operation', '../middleware/admit', '../http/body-limit', '../database/direct-database'],
        allowed: ['@sanyam/store', '@sanyam/licensing/lib/common', '../admission/admission']
    },
    {
        file: 'packages/gateway/src/middleware/admit.ts',
        refused: ['../routes/operation', '../database/direct-database', '../services', '../app'],
        allowed: ['../licensing/licensing', '../admission/admission', '../http/request-variables']
    },
    {
        file: 'packages/gateway/src/routes/documents/update-document.ts',
        refused: ['../../jobs/job', '../../configuration/gateway-configuration', '../../app', '../../start-gateway'],
        allowed: ['@hono/zod-openapi', '../operation', '../../http/entity-tag', '../../licensing/licensing']
    },
    {
        file: 'packages/client/src/client/sanyam-client.ts',
        refused: ['node:fs', 'fs', '../command-line/main.js', '@sanyam/gateway', '@theia/core', '.'],
        allowed: ['@sanyam/types', 'zod', './connection.js']
    },
    {
        file: 'packages/client/src/command-line/main.ts',
        refused: ['@sanyam/gateway', '@sanyam/store', '@sanyam/local-cloud', '@theia/core', '..'],
        allowed: ['@sanyam/types', 'commander', 'node:fs/promises', '../client/sanyam-client.js']
    }
];

describe('the import rules', function () {
    const eslint = new ESLint({ cwd: inRoot(), ruleFilter: ({ ruleId }) => ruleId === RULE });

    async function isRefused(file, specifier) {
        const [result] = await eslint.lintText(`import '${specifier}';\n`, { filePath: inRoot(file) });
        return result.messages.some(({ ruleId }) => ruleId === RULE);
    }

    for (const { file, refused, allowed } of layers) {
        it(`apply to ${file}`, async () => {
            for (const specifier of refused) {
                expect(await isRefused(file, specifier), `${specifier} is refused`).to.equal(true);
            }
            for (const specifier of allowed) {
                expect(await isRefused(file, specifier), `${specifier} is allowed`).to.equal(false);
            }
        });
    }

    it('let only one class of the IDE know the form of cloud URIs', async () => {
        const syntax = new ESLint({ cwd: inRoot(), ruleFilter: ({ ruleId }) => ruleId === 'no-restricted-syntax' });
        const text = "import { parseCloudUri } from '@sanyam/types';\n";
        const refusals = async file => {
            const filePath = inRoot('packages/document-store/src/browser', file);
            const [result] = await syntax.lintText(text, { filePath });
            return result.messages.length;
        };
        expect(await refusals('editor/cloud-editors.ts')).to.equal(1);
        expect(await refusals('file-system/cloud-directory.ts')).to.equal(0);
    });

    it('know every folder of the gateway', async () => {
        const folders = readdirSync(inRoot('packages', 'gateway', 'src'), { withFileTypes: true })
            .filter(entry => entry.isDirectory() && entry.name !== 'test')
            .map(({ name }) => name);
        expect(folders).to.include.members(['database', 'licensing', 'routes']);
        for (const folder of folders) {
            expect(await isRefused(`packages/gateway/src/${folder}/any.ts`, '../app'), folder).to.equal(true);
        }
    });
});
