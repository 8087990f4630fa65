// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow, inRoot, root } from '../set-up/repository.mjs';

/** The role or its key, in any spelling. */
const SERVICE_ROLE = /service_?role/i;

/** The calls of functions for the system: counting requests, looking up keys, jobs, billing, and those of an operator. */
const SYSTEM_CALLS = /\b(AdminDatabase|AdmissionDatabase|BillingDatabase|JobDatabase)\b/;

const NAMING = [
    'packages/gateway/src/admin/admin-database.ts',
    'packages/gateway/src/admin/command-line.ts',
    'packages/gateway/src/admin/run-command.ts',
    'packages/gateway/src/admission/admission-database.ts',
    'packages/gateway/src/billing/billing-database.ts',
    'packages/gateway/src/billing/billing.ts',
    'packages/gateway/src/configuration/gateway-configuration.ts',
    'packages/gateway/src/jobs/job-database.ts',
    'packages/gateway/src/jobs/start-jobs.ts',
    'packages/gateway/src/services.ts',
    // Refuses it as a key of a browser.
    'packages/types/src/cloud-configuration.ts'
];

const CALLING = [
    'packages/gateway/src/admin/admin-database.ts',
    'packages/gateway/src/admin/run-command.ts',
    'packages/gateway/src/admission/admission-database.ts',
    'packages/gateway/src/admission/postgrest-admissions.ts',
    'packages/gateway/src/billing/billing-database.ts',
    'packages/gateway/src/billing/billing-watch.ts',
    'packages/gateway/src/billing/billing.ts',
    'packages/gateway/src/billing/checkout.ts',
    'packages/gateway/src/billing/customers.ts',
    'packages/gateway/src/billing/event-handler.ts',
    'packages/gateway/src/billing/reconciliation.ts',
    'packages/gateway/src/billing/subscription-changes.ts',
    'packages/gateway/src/billing/take-back-plan.ts',
    'packages/gateway/src/jobs/job-database.ts',
    'packages/gateway/src/jobs/job-runner.ts',
    'packages/gateway/src/jobs/purge-expired.ts',
    'packages/gateway/src/jobs/start-jobs.ts',
    'packages/gateway/src/services.ts'
];

describe('The service role', () => {
    const sources = filesBelow([inRoot('packages')])
        .map(file => path.relative(root, file).split(path.sep).join('/'))
        .filter(file => /^packages\/(?!test-kit\/)[^/]+\/src\/.*\.tsx?$/.test(file))
        .filter(file => !/\.spec\.tsx?$|\/test\//.test(file))
        .map(file => ({ file, code: readFileSync(inRoot(file), 'utf8').replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, '') }));

    const filesWith = pattern =>
        sources
            .filter(({ code }) => pattern.test(code))
            .map(({ file }) => file)
            .sort();

    it('is named only by system work: counting requests, looking up keys, jobs, billing, an operator [FR-015]', () => {
        expect(filesWith(SERVICE_ROLE)).to.deep.equal(NAMING);
    });

    it('is used only through the modules of system work [FR-015]', () => {
        expect(filesWith(SYSTEM_CALLS)).to.deep.equal(CALLING);
    });
});
