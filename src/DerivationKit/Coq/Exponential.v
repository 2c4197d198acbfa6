Lemma exp_0 : exp 0 = 1.
Proof.
have h : exp 0 * exp 0 = exp 0 * 1 by rewrite -exp_add addr0 mulr1.
by apply: (mulfI (lt0r_neq0 (exp_gt0 0))).
Qed.
Lemma exp_nat (n : nat) (x : R) : exp (n%:R * x) = exp x ^+ n.
Proof. by elim: n => [|n ih]; rewrite ?mul0r ?expr0 ?exp_0 // mulrSr mulrDl mul1r exp_add ih exprSr. Qed.
Lemma exp_opp (x : R) : exp (- x) = (exp x)^-1.
Proof. by apply: (mulfI (lt0r_neq0 (exp_gt0 x))); rewrite -exp_add addrN exp_0 mulfV ?lt0r_neq0. Qed.
Lemma exp_opp1 (x : R) : exp ((- 1) * x) = (exp x)^-1. Proof. by rewrite mulN1r exp_opp. Qed.
Lemma exp_oppn (n : nat) (x : R) : exp ((- (n%:R)) * x) = (exp x)^-1 ^+ n.
Proof. by rewrite mulNr exp_opp exp_nat exprVn. Qed.
Lemma exp_half (x : R) : exp ((1 / (2%:R)) * x) = Num.sqrt (exp x).
Proof.
have h : exp ((1 / (2%:R)) * x) ^+ 2 = exp x by rewrite -exp_nat; congr exp; field.
by rewrite -h sqrtr_sqr ger0_norm // ltW.
Qed.
Lemma exp_halfn (n : nat) (x : R) : exp ((n%:R / (2%:R)) * x) = Num.sqrt (exp x) ^+ n.
Proof. by rewrite -exp_half -exp_nat; congr exp; rewrite div1r mulrA. Qed.
Lemma exp_opphalf (x : R) : exp ((- (1 / (2%:R))) * x) = (Num.sqrt (exp x))^-1. Proof. by rewrite mulNr exp_opp exp_half. Qed.
Lemma exp_opphalfn (n : nat) (x : R) : exp ((- (n%:R / (2%:R))) * x) = (Num.sqrt (exp x))^-1 ^+ n.
Proof. by rewrite mulNr exp_opp exp_halfn exprVn. Qed.
