// SPDX-License-Identifier: MIT

import { AuthSession, type SessionChange } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import { Container } from '@theia/core/shared/inversify';
import { expect } from 'chai';
import { LicenseValidator } from '../common/license-validator';
import { LicenseRefreshContribution } from './license-refresh-contribution';

describe('LicenseRefreshContribution', () => {
    for (const kind of ['signed-in', 'token-refreshed'] as const) {
        it(`invalidates the cached tier after the session change “${kind}” [FR-064]`, () => {
            const user = { id: '7b4e9a3c-5d1f-4c8e-9a2b-3f6d8e1c0b5a', email: 'ada@example.org' };
            const changes = new Emitter<SessionChange>();
            let invalidations = 0;
            const container = new Container({ defaultScope: 'Singleton' });
            container.bind(AuthSession).toConstantValue({
                ready: Promise.resolve(),
                user,
                onDidChange: changes.event,
                accessToken: async () => null,
                renewToken: async () => null
            } satisfies AuthSession);
            container
                .bind(LicenseValidator)
                .toConstantValue({ invalidate: () => void invalidations++ } as LicenseValidator);
            container.bind(LicenseRefreshContribution).toSelf();
            container.get(LicenseRefreshContribution).onStart();
            expect(invalidations).to.equal(0);
            changes.fire({ kind, user });
            expect(invalidations).to.equal(1);
        });
    }
});
