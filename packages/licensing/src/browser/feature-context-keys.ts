// SPDX-License-Identifier: MIT

import { ContextKeyService } from '@theia/core/lib/browser/context-key-service';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { inject, injectable } from '@theia/core/shared/inversify';
import { DatabaseFeatureGate } from '../common/database-feature-gate';

/**
 * Sets the context keys of when-clauses: `sanyam.tier`, and `sanyam.feature.<id>` for each feature. No tier is set and all
 * features are false until the tier is known, and while nobody is signed in. `sanyam.licensing` is true: an IDE without
 * this package has no such keys, and offers every feature.
 */
@injectable()
export class FeatureContextKeys implements FrontendApplicationContribution {
    @inject(DatabaseFeatureGate)
    protected readonly gate: DatabaseFeatureGate;

    @inject(ContextKeyService)
    protected readonly contextKeys: ContextKeyService;

    /** The features whose keys are set. One that the next row lacks becomes false. */
    private readonly features = new Set<string>();

    initialize(): void {
        this.contextKeys.setContext('sanyam.licensing', true);
        this.update();
        this.gate.onDidChange(() => this.update());
    }

    private update(): void {
        this.contextKeys.setContext('sanyam.tier', this.gate.tier);
        for (const id of this.gate.featureIds) {
            this.features.add(id);
        }
        for (const id of this.features) {
            this.contextKeys.setContext(`sanyam.feature.${id}`, this.gate.isFeatureEnabled(id));
        }
    }
}
