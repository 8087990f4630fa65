// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import type { CloudDocumentModel } from '../editor/cloud-document-model';
import type { SaveProblem } from '../editor/cloud-document-resource';
import { quoted } from '../quoted';
import { PlanRoom, type PlanPart } from './plan-room';
import { SaveConflictService } from './save-conflict-service';
import { SaveRemedies } from './save-remedies';
import { isTransient } from './save-state';
import { TextNames } from './text-names';
import { untilSaved } from './until-saved';

/** Tells the user about a save that failed. The text stays in the editor. */
@injectable()
export class SaveProblemService {
    @inject(TextNames)
    protected readonly names: TextNames;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(SaveConflictService)
    protected readonly conflicts: SaveConflictService;

    @inject(SaveRemedies)
    protected readonly remedies: SaveRemedies;

    @inject(PlanRoom)
    protected readonly plan: PlanRoom;

    /** The last failure of AutoSave that each editor has shown. It tries again and again, but says so once. */
    private readonly shown = new WeakMap<CloudDocumentModel, string>();

    /**
     * Shows a problem of the user's own save. While somebody types, nothing opens by itself: the editor and the status
     * bar show a conflict and a save that will be tried again, and another failure of AutoSave is a notice.
     */
    onProblem(model: CloudDocumentModel, problem: SaveProblem, origin: 'save' | 'autosave'): void {
        if (problem.kind === 'conflict') {
            if (origin === 'save') {
                this.conflicts.ask(model, problem.conflict).catch((error: unknown) => console.error(error));
            }
        } else if (origin === 'save' || (!isTransient(problem.error) && this.isNew(model, problem.error))) {
            this.showFailure(model, problem.error).catch((error: unknown) => console.error(error));
        }
    }

    async showFailure(model: CloudDocumentModel, failure: unknown): Promise<void> {
        const saved = untilSaved(model);
        const plan = await this.planOf(model, failure);
        const error = plan?.error ?? failure;
        const operation = nls.localize('sanyam/saving/failed', 'Could not save {0}', quoted(this.names.of(model)));
        const remedies = this.remedies.of(model, error, plan).map(({ label, run }) => ({
            label,
            run: async () => {
                try {
                    await run();
                } catch (again) {
                    await this.showFailure(model, again);
                }
            }
        }));
        await this.errors.show(operation, error, () => model.save(), remedies, saved);
    }

    /** Returns undefined where the plan does not matter: nothing is asked of a cloud that is away, or of a former user's. */
    private async planOf(model: CloudDocumentModel, error: unknown): Promise<PlanPart | undefined> {
        return this.remedies.canSaveAsNew(model, error) ? this.plan.of(model.documentId, error) : undefined;
    }

    private isNew(model: CloudDocumentModel, error: unknown): boolean {
        const failure = `${model.base?.documentVersion} ${CloudError.is(error) ? error.code : String(error)}`;
        const isNew = this.shown.get(model) !== failure;
        this.shown.set(model, failure);
        return isNew;
    }
}
