// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { apiKeyAuthenticationSchema, apiKeyNameSchema, apiKeySchema } from './api-key';
import { tierLimitsSchema } from './tier-limits';
import { tierListSchema } from './tier-preview';

const LIMITS = {
    tier: 'team',
    max_documents: 2_147_483_647,
    // The largest bigint of PostgreSQL, as JSON.parse reads it.
    max_storage_bytes: Number('9223372036854775807'),
    max_document_size_bytes: null,
    max_versions_per_document: 0,
    version_retention_days: 90,
    trash_retention_days: 30,
    api_rate_limit_per_hour: 100,
    has_cloud_storage: true,
    has_cloud_auth: true,
    has_document_sharing: true,
    has_document_versioning: true,
    has_api_keys: true,
    has_realtime_collaboration: false,
    has_azure_ad: false,
    has_document_recovery: true
};

const KEY_ID = '22222222-2222-2222-2222-222222222222';

describe('an API key in an answer of the database', () => {
    it('may have a scope of a later release', () => {
        const key = {
            id: KEY_ID,
            name: 'nightly',
            prefix: '0a1b2c3d',
            scopes: ['documents:read', 'workspaces:write'],
            status: 'active',
            created_at: '2026-11-26T08:00:00.000000Z',
            expires_at: null,
            revoked_at: null,
            revoked_reason: null,
            last_used_at: null
        };
        expect(apiKeySchema.parse(key)).to.deep.equal(key);
        const authentication = {
            status: 'revoked',
            key_id: KEY_ID,
            key_name: 'nightly',
            user_id: '11111111-1111-1111-1111-111111111111',
            scopes: ['workspaces:write'],
            tier_limits: LIMITS,
            upgrade_url: null,
            refusal: null,
            window: null,
            allowed: false
        };
        expect(apiKeyAuthenticationSchema.parse(authentication)).to.deep.equal(authentication);
    });
});

describe('the limits of a tier', () => {
    it('are whole numbers that are not negative', () => {
        expect(tierLimitsSchema.parse(LIMITS)).to.deep.equal(LIMITS);
        for (const limit of [-1, 1.5, '5', Infinity]) {
            expect(tierLimitsSchema.safeParse({ ...LIMITS, max_documents: limit }).success, String(limit)).to.equal(
                false
            );
        }
    });

    it('have one version for a tier without history, whatever its row says, also with columns of an operator', () => {
        const row = { ...LIMITS, has_document_versioning: false, max_versions_per_document: 10, has_wings: true };
        expect(tierLimitsSchema.parse(row).max_versions_per_document).to.equal(1);
        expect(tierListSchema.parse([row])).to.deep.equal([{ ...row, max_versions_per_document: 1 }]);
        expect(tierLimitsSchema.parse(LIMITS).max_versions_per_document).to.equal(0);
    });
});

describe('the name of an API key', () => {
    it('has up to 100 characters in NFC', () => {
        expect(apiKeyNameSchema.safeParse(`${'😀'.repeat(99)}e\u0301`).success).to.equal(true);
        for (const [name, reason] of [
            ['', 'Enter a name.'],
            ['a'.repeat(101), '100 characters'],
            ['a\nb', 'control character'],
            ['\u0000', 'NUL'],
            ['in\u202Evoice', 'U+202E'],
            ['\u3164', 'visible character']
        ] as const) {
            expect(apiKeyNameSchema.safeParse(name).error?.issues[0]?.message).to.contain(reason);
        }
    });
});
