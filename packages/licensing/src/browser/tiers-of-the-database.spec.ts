// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import { Persona } from '@sanyam/test-kit/persona';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { giveOwnTier, setTier } from '@sanyam/test-kit/tiers';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { createIde } from '../test/create-ide';

describe('an IDE that runs while an operator changes tiers by SQL', () => {
    let cloud: ReadyLine;
    let ada: Persona;
    before(async () => {
        cloud = await testCloud();
    });
    beforeEach(async () => {
        ada = await Persona.signUp(cloud);
    });

    /** Starts an IDE on the real database, with a package that declares features for three tiers. */
    function startIde() {
        const features = ['free', 'pro', 'enterprise'].map(tier => ({ featureId: `acme.${tier}`, requiredTier: tier }));
        const ide = createIde({ overview: () => ada.account() }, ['@acme/one', ...features]);
        ide.start();
        const trueKeys = (): string[] => [...ide.keys].flatMap(([key, value]) => (value === true ? [key] : []));
        return { ...ide, enabled: () => trueKeys().filter(key => key.startsWith('sanyam.feature.acme.')) };
    }

    it('knows a tier that was added, without a deployment, after a refresh [FR-062]', async () => {
        const { gate, keys, enabled, stop } = startIde();
        await gate().getTierLimits();
        expect([keys.get('sanyam.tier'), enabled()]).to.deep.equal(['free', ['sanyam.feature.acme.free']]);

        // Smaller than pro, but with keys: its own flags hold, and not what packages declare for pro.
        const trial = await giveOwnTier(cloud, ada.id, { max_documents: 20, has_document_sharing: false }, 'pro');
        await gate().refresh();
        expect([keys.get('sanyam.tier'), enabled()]).to.deep.equal([trial, ['sanyam.feature.acme.free']]);
        expect(gate().isFeatureEnabled('api_keys')).to.equal(true);
        expect(gate().isFeatureEnabled('document_sharing')).to.equal(false);
        expect((await gate().getTierLimits()).max_documents).to.equal(20);

        await giveOwnTier(cloud, ada.id, { max_documents: 200 }, 'pro');
        await gate().refresh();
        expect(enabled()).to.deep.equal(['sanyam.feature.acme.free', 'sanyam.feature.acme.pro']);
        stop();
    });

    it('treats an unknown tier as free [FR-072]', async () => {
        await setTier(cloud, ada.id, 'pro');
        const { gate, keys, enabled, stop } = startIde();
        await gate().refresh();
        expect(enabled()).to.deep.equal(['sanyam.feature.acme.free', 'sanyam.feature.acme.pro']);
        await setTier(cloud, ada.id, `tier_${randomUUID()}`);
        await gate().refresh();
        expect([keys.get('sanyam.tier'), enabled()]).to.deep.equal(['free', ['sanyam.feature.acme.free']]);
        expect(gate().isFeatureEnabled('document_sharing')).to.equal(false);
        stop();
    });
});
